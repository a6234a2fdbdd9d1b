package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.source.AppFolder;
import dev.aviary.system.source.Repository;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.Http;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A small app of each kind, as its folder in {@code resources/apps} has it: from a repository and
 * settings to what visitors are answered, or to the sentence that says what is missing.
 */
@ExtendWith(StackExtension.class)
final class AppsIT {
  private static final Duration LONGEST_BUILD = Duration.ofMinutes(10);
  private static final Set<String> ENDED =
      Set.of("live", "failed", "superseded", "cancelled", "withdrawn", "replaced");

  private static final String SEEN = "import os; print(os.environ['PORT'], os.environ['COLOUR'])";

  private final OwnStack own;
  private final Stack stack;

  AppsIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
  }

  /** All are asked for at once: while one is waited for, those after it are built and started. */
  @TestFactory
  Stream<DynamicTest> eachAppEndsAsItsFolderSays() {
    List<Asked> asked =
        AppFolder.all(stack.root().resolve("system-tests/src/test/resources/apps")).stream()
            .map(this::ask)
            .toList();
    return asked.stream().map(each -> DynamicTest.dynamicTest(each.folder().name(), each::verify));
  }

  /** Settings that were given after a release was deployed are the next one's. */
  @Test
  void aContainerThatIsReplacedIsWhatItsReleaseWasDeployedWith() {
    App app =
        own.app(
            "settings-kept",
            Repository.layOut(stack.root(), stack.repositories().resolve("settings-kept.git")),
            "\"env\": {\"COLOUR\": \"blue\"}");
    app.await(app.deploy("master"), "live");
    app.change("\"env\": {\"COLOUR\": \"green\"}, \"port\": 8080");
    String killed = stack.host().containers(app.name(), "stable-1").getFirst();
    stack.host().killContainer(killed);
    Await.until(
        "another container serves in its place",
        Stack.PATIENCE,
        () ->
            !stack.host().containers(app.name(), "stable-1").contains(killed)
                && app.slot("stable-1", "/").status() == 200);
    for (String slot : List.of("stable-1", "stable-2")) {
      String container = stack.host().containers(app.name(), slot).getFirst();
      assertEquals("5000 blue", stack.host().python(container, SEEN), slot);
    }
    assertEquals(List.of("env.COLOUR", "port"), app.pending());
    app.await(app.redeploy(), "live");
    for (String slot : List.of("stable-1", "stable-2")) {
      Await.until(
          slot + " has the new settings",
          Stack.PATIENCE,
          () -> stack.host().containers(app.name(), slot).size() == 1);
      String container = stack.host().containers(app.name(), slot).getFirst();
      assertEquals("8080 green", stack.host().python(container, SEEN), slot);
    }
    app.remove().expect(202);
  }

  private Asked ask(AppFolder folder) {
    var repository = folder.layOut(stack.repositories().resolve(folder.name() + ".git"));
    String slug = "\"slug\": \"birds/" + folder.name() + "\"";
    App app =
        own.app(
            folder.name(),
            repository,
            folder.settings().isEmpty() ? slug : slug + ", " + folder.settings());
    folder
        .secrets()
        .forEach((name, value) ->
            stack
                .builderAdmin()
                .put("/apps/" + app.name() + "/secrets/" + name, "{\"value\": \"" + value + "\"}")
                .expect(204));
    return new Asked(folder, app, app.deploy("master").expectSuccess().text("id"));
  }

  /** An app whose deployment has been asked for. */
  private record Asked(AppFolder folder, App app, String deployment) {
    private void verify() {
      try {
        Await.until(
            "the deployment of " + app.name() + " has ended",
            LONGEST_BUILD,
            () -> ENDED.contains(app.status(deployment)),
            this::seen);
        if (folder.told().isEmpty() || app.status(deployment).equals("live")) {
          assertEquals("live", app.status(deployment), () -> seen().body());
          assertTrue(!folder.answers().isEmpty(), () -> seen().body());
          folder.answers().forEach(this::verifyAnswer);
        } else {
          String reason = seen().text("status", "reason");
          assertTrue(folder.told().stream().anyMatch(reason::startsWith), reason);
          assertEquals("failed", app.status(deployment), () -> seen().body());
        }
        String log = app.log(deployment);
        folder.log().forEach(text -> assertTrue(log.contains(text), () -> text + " in " + log));
      } finally {
        app.remove().expect(202);
      }
    }

    private Answer seen() {
      return app.stack().builderAdmin().get("/deployments/" + deployment);
    }

    private void verifyAnswer(String path, String text) {
      Http door = new Http(app.stack().builder().client(), app.stack().ports().open(), "");
      Await.until(
          app.host() + path + " answers " + text,
          Stack.PATIENCE,
          () -> get(door, path).status() == 200 && get(door, path).body().contains(text),
          () -> get(door, path));
    }

    private Answer get(Http door, String path) {
      return door.send(door.open(path).header("Host", app.host()).GET().build());
    }
  }
}

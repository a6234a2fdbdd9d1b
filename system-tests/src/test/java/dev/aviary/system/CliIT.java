package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.stack.App;
import dev.aviary.system.stack.AviaryCalls;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.CommandResult;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The command aviary on a real stack, by its launcher. */
@ExtendWith(StackExtension.class)
final class CliIT {
  private final OwnStack own;
  private final Stack stack;
  private final AviaryCalls aviary;

  CliIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
    this.aviary = own.command();
  }

  @Test
  void aBranchIsDeployedTriedPromotedAndRolledBack() {
    App app = own.app("by-command");
    String master = app.repository().tip("master");
    String canary = app.repository().tip("canary");
    assertTrue(aviary.run("deploy", "by-command").expect(0).out().contains("Live: "));
    app.awaitStable(master);
    CommandResult tried = aviary.run("deploy", "by-command", "canary").expect(0);
    assertTrue(tried.out().contains("   | "), tried.out());
    String status = aviary.run("status", "by-command").expect(0).out();
    assertTrue(status.contains(master.substring(0, 7)), status);
    assertTrue(status.contains(canary.substring(0, 7)), status);
    assertTrue(aviary.run("apps").expect(0).out().contains("by-command"));

    aviary.run("promote", "by-command").expect(0);
    app.awaitStable(canary);
    aviary.run("rollback", "by-command").expect(0);
    app.awaitStable(master);
    String deployments = aviary.run("deployments", "by-command").expect(0).out();
    assertTrue(deployments.contains("rollback"), deployments);
  }

  @Test
  void aWithdrawnCanaryIsRefusedWithItsReason() {
    App app = own.app("withdrawn-by-command");
    aviary.run("deploy", app.name()).expect(0);
    aviary.run("deploy", app.name(), "canary").expect(0);
    CommandResult noReason = aviary.run("withdraw", app.name()).expect(2);
    assertTrue(noReason.err().contains("--reason"), noReason.err());
    aviary.run("withdraw", app.name(), "--reason", "it looks odd").expect(0);
    app.awaitNoCanary();
    CommandResult again = aviary.run("deploy", app.name(), "canary").expect(1);
    assertTrue(again.err().contains("it looks odd"), again.err());
    String events = aviary.run("events", app.name()).expect(0).out();
    assertTrue(events.contains("canary-withdrawn"), events);
  }

  @Test
  void aDeploymentThatFailsEndsWithOneAndSaysWhy() {
    App app = own.app("failing-by-command");
    CommandResult missing = aviary.run("deploy", app.name(), "no-such-branch").expect(1);
    assertTrue(missing.err().contains("no-such-branch"), missing.err());
    assertFalse(missing.err().contains("\tat "), missing.err());
  }

  @Test
  void theShareIsChangedAndShown() {
    App app = own.app("split-by-command");
    aviary.run("deploy", app.name()).expect(0);
    aviary.run("split", app.name(), "10").expect(0);
    assertEquals(10, app.share());
    assertTrue(aviary.run("split", app.name()).expect(0).out().contains("gets 10 %"));
    aviary.run("split", app.name(), "101").expect(1);
    assertEquals(10, app.share());
    assertEquals(
        stack.balancer().get("/apps/" + app.name() + "/split").body(),
        aviary.run("split", app.name(), "--json").expect(0).out().strip());
  }

  /** Where a command has no JSON of an API to show, it makes one. */
  @Test
  void scriptsGetJsonOfEachCommand() {
    App app = own.app("json-by-command");
    String deployment =
        aviary.run("deploy", app.name(), "--json").expect(0).json().get("id").coerceStringValue();
    app.awaitStable(app.repository().tip("master"));
    assertTrue(firstLine("logs", app.name(), "stable-1").contains("\"slot\":\"stable-1\""));
    assertTrue(firstLine("logs", deployment).contains("\"deployment\":\"" + deployment + "\""));
    String events = aviary.run("events", app.name(), "-n", "2", "--json").expect(0).out();
    assertEquals(2, events.split("\"app\":\"json-by-command\"", -1).length - 1, events);
    assertEquals(2, events.split("\"what\":", -1).length - 1, events);
    assertTrue(firstLine("open", app.name()).startsWith("{\"address\":\"http://"));
    var doctor = aviary.run("doctor", "--json").json();
    assertTrue(doctor.get("checks").size() > 10, doctor.toString());
    aviary.run("flags", "set", "json-by-command", "on").expect(0);
    assertEquals("{}", firstLine("flags", "remove", "json-by-command"));
  }

  private String firstLine(String... command) {
    String[] all = java.util.Arrays.copyOf(command, command.length + 1);
    all[command.length] = "--json";
    return aviary.run(all).expect(0).out().lines().findFirst().orElse("");
  }

  @Test
  void logsAreShownAndFollowed() throws IOException {
    App app = own.app("logs-by-command");
    aviary.run("deploy", app.name()).expect(0);
    app.awaitStable(app.repository().tip("master"));
    String all = aviary.run("logs", app.name()).expect(0).out();
    assertTrue(all.contains("stable-1 | "), all);
    assertTrue(all.contains("stable-2 | "), all);
    Process following = aviary.start("logs", app.name(), "stable-1", "-f", "--tail", "1");
    try (var lines =
        new BufferedReader(
            new InputStreamReader(following.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      assertTrue(line != null && !line.isBlank(), "it ended without a line");
      assertTrue(following.isAlive(), "it does not follow");
    } finally {
      following.destroy();
    }
    String deployment = app.newestDeployment();
    assertFalse(aviary.run("logs", deployment).expect(0).out().isBlank());
  }

  @Test
  void aFlagIsSetKilledExplainedAndRolledBackByWhoRunsTheCommand() {
    AviaryCalls sam = aviary.with(Map.of("AVIARY_BY", "sam"));
    sam.run("flags", "set", "by-command", "on", "--reason", "a try").expect(0);
    assertEquals(
        "true",
        aviary
            .run("flags", "get", "by-command", "--json")
            .expect(0)
            .json()
            .get("on")
            .coerceStringValue());
    sam.run("flags", "kill", "by-command", "--for", "5m").expect(0);
    assertTrue(aviary.run("flags", "get", "by-command").expect(0).out().contains("kill"));
    sam.run("flags", "release", "by-command").expect(0);
    aviary.run("flags", "explain", "by-command", "targetingKey=ada").expect(0);
    String history = aviary.run("flags", "history", "by-command").expect(0).out();
    assertTrue(history.contains("by sam: a try"), history);
    assertTrue(aviary.run("flags", "list").expect(0).out().contains("by-command"));
    sam.run("flags", "toggle", "by-command", "--dry-run").expect(0);
    assertTrue(
        aviary.run("flags", "get", "by-command", "--json").expect(0).out().contains("\"on\":true"));
    aviary.run("flags", "get", "no-such-flag").expect(1);
    sam.run("flags", "remove", "by-command").expect(0);
  }

  @Test
  void anAppIsAddedWithoutAQuestionAndRemoved() {
    App repository = own.app("added-from");
    String address = "file:///srv/git/" + repository.name() + ".git";
    CommandResult missing = aviary.run("app", "add", "added").expect(2);
    assertTrue(missing.err().contains("--repository"), missing.err());
    CommandResult added =
        aviary
            .run("app", "add", "added", "--repository", address, "--host", "added.test")
            .expect(0);
    assertTrue(added.out().contains("secret"), added.out());
    aviary.run("app", "add", "added", "--repository", address).expect(1);
    aviary.run("app", "set", "added", "canary=x").expect(1);
    aviary.run("app", "set", "added", "healthDeadlineSeconds=20").expect(0);
    assertEquals(
        20, stack.builderAdmin().get("/apps/added").number("spec", "healthDeadlineSeconds"));
    aviary.run("app", "remove", "added").expect(2);
    aviary.run("app", "remove", "added", "--yes").expect(0);
    Await.until(
        "it is gone",
        Stack.PATIENCE,
        () -> stack.builderAdmin().get("/apps/added").status() == 404);
  }

  @Test
  void theExitCodeSaysWhatKeptIt() {
    aviary.run("nothing").expect(2);
    aviary.run("status", "no-such-app").expect(1);
    AviaryCalls elsewhere =
        aviary.with(
            Map.of(
                "AVIARY_ADDRESS", "http://localhost",
                "AVIARY_ADMIN_TOKEN", "not-the-admin-token",
                "AVIARY_BUILDER_ADMIN_PORT", Integer.toString(stack.ports().builderAdmin())));
    CommandResult forbidden = elsewhere.run("apps").expect(4);
    assertTrue(forbidden.err().contains("AVIARY_ADMIN_TOKEN"), forbidden.err());
    aviary.with(Map.of("AVIARY_BUILDER_ADMIN_PORT", "1")).run("apps").expect(3);
    aviary.with(Map.of("AVIARY_INSTANCE", "no-such-instance")).run("apps").expect(3);
  }

  @Test
  void withoutATerminalThereAreNoColoursAndTopEndsByItself() {
    own.app("plain");
    for (String command : new String[] {"status", "apps", "top", "events"}) {
      CommandResult result = aviary.run(command);
      assertFalse(result.out().contains("\033["), result.out());
    }
    assertTrue(aviary.run("top").expect(0).out().contains("CPU %"));
    assertTrue(aviary.run("top", "--json").expect(0).out().startsWith("["));
  }
}

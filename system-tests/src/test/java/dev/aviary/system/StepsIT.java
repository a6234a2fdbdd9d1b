package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.source.Repository;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import io.micronaut.json.tree.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Canaries that go through steps: what is known of their visitors decides how far. */
@ExtendWith(StackExtension.class)
final class StepsIT {
  private static final int PER_SECOND = 60;

  /** A verdict needs some thousand requests, of which the canary gets few at first. */
  private static final Duration EVIDENCE = Duration.ofMinutes(15);

  private final OwnStack own;
  private final Stack stack;

  StepsIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
  }

  @Test
  void aGoodCanaryGoesThroughThreeStepsAndIsPromotedByItself() {
    App app =
        app(
            "steps",
            """
            [{"percent": 10, "requests": 100, "seconds": 10},
             {"percent": 25, "requests": 100, "seconds": 10},
             {"percent": 50, "requests": 100, "seconds": 10}]\
            """);
    String stable = app.repository().tip("master");
    String commit = app.repository().tip("canary");
    try (SteadyLoad load = app.load(PER_SECOND, Place.stable(stable), Place.canary(commit))) {
      String deployment = app.await(app.deploy("canary"), "live");
      aPausedCanaryKeepsItsShare(app, load, commit);
      load.allow(Place.stable(commit));
      Await.until(
          "the canary is promoted",
          EVIDENCE,
          () -> app.commitIn("stable-1").equals(commit) && app.commitIn("stable-2").equals(commit),
          () -> view(app).body() + stack.monitor().get("/canaries/" + deployment).body());
      load.verify();
      List<String> steps = told(deployment, "canary-step");
      assertEquals(2, steps.size(), steps.toString());
      assertTrue(steps.getFirst().contains("step 2 of 3, 25 %"), steps.toString());
      assertTrue(steps.getLast().contains("step 3 of 3, 50 %"), steps.toString());
      assertEquals(1, told(deployment, "canary-steps-completed").size());
      assertEquals(List.of(), told(deployment, "canary-ready"));
    }
    app.awaitNoCanary();
  }

  /** Nobody visits: no verdict, no step, no promotion. A person can go on all the same. */
  @Test
  void aCanaryWithoutVisitorsWaitsAtItsFirstStepAndSaysForWhat() {
    App app = app("unvisited", "[{\"percent\": 10}, {\"percent\": 50}]");
    String commit = app.repository().tip("canary");
    String deployment = app.await(app.deploy("canary"), "live");
    Await.until(
        "the monitor says that it knows too little",
        Stack.PATIENCE,
        () -> view(app).text("canary", "verdict").equals("not-enough"),
        () -> view(app).body());
    Answer waiting = view(app);
    assertEquals(10, waiting.number("canary", "progress", "percent"), waiting.body());
    assertEquals("running", waiting.text("canary", "progress", "state"), waiting.body());
    assertTrue(waiting.body().contains("not enough"), waiting.body());
    assertEquals(List.of(), told(deployment, "canary-step"));

    Answer skipped = call(app, "skip", "{\"reason\": \"it was tried by hand\"}").expect(200);
    assertEquals(50, skipped.number("percent"), skipped.body());
    call(app, "skip", "{}").expect(409);
    assertEquals("stopped", call(app, "stop", "{}").expect(200).text("state"));
    call(app, "resume", "{}").expect(409);
    List<String> steps = told(deployment, "canary-step");
    assertTrue(steps.getFirst().contains("it was tried by hand"), steps.toString());
    app.await(app.promote(), "live");
    app.awaitStable(commit);
    app.awaitNoCanary();
  }

  private static void aPausedCanaryKeepsItsShare(App app, SteadyLoad load, String commit) {
    int percent = call(app, "pause", "{\"reason\": \"count first\"}").expect(200).number("percent");
    Await.until("the canary serves", Stack.PATIENCE, () -> app.commitIn("canary").equals(commit));
    long canary = load.next(300).stream().filter(each -> each.slot().equals("canary")).count();
    assertTrue(
        Math.abs(canary - 3L * percent) <= 1,
        "of 300 requests %d were the canary's at %d %%".formatted(canary, percent));
    assertEquals("paused", view(app).text("canary", "progress", "state"));
    assertEquals(percent, call(app, "resume", "{}").expect(200).number("percent"));
  }

  /** An app whose stable release serves, and whose canaries are promoted by themselves. */
  private App app(String name, String steps) {
    Repository repository =
        Repository.layOut(stack.root(), stack.repositories().resolve(name + ".git"));
    String settings =
        "\"slug\": \"birds/%s\", \"promote\": \"auto\", \"steps\": %s".formatted(name, steps);
    App app = own.app(name, repository, settings);
    app.await(app.deploy("master"), "live");
    app.awaitStable(repository.tip("master"));
    return app;
  }

  private static Answer view(App app) {
    return app.stack().builderAdmin().get("/apps/" + app.name());
  }

  private static Answer call(App app, String verb, String json) {
    return app.stack().builderAdmin().post("/apps/" + app.name() + "/canary/" + verb, json);
  }

  /** What the timeline says with the events of this name about a deployment, oldest first. */
  private List<String> told(String deployment, String what) {
    JsonNode events = stack.builderAdmin().get("/events?most=1000").expect(200).json();
    return StreamSupport.stream(events.values().spliterator(), false)
        .filter(event -> deployment.equals(member(event, "subject")))
        .filter(event -> what.equals(member(event, "what")))
        .map(event -> member(event, "why"))
        .toList()
        .reversed();
  }

  private static String member(JsonNode event, String name) {
    JsonNode value = event.get(name);
    return value == null || value.isNull() ? "" : value.getStringValue();
  }
}

package dev.aviary.system.demo;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.source.Experiment;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.Stack;
import io.micronaut.json.tree.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What is known of a canary's visitors decides what becomes of it. */
final class VisitorChapters {
  /** A verdict that a canary is good needs some hundreds of its requests. */
  private static final Duration EVIDENCE = Duration.ofMinutes(10);

  private static final String STEPS =
      """
      {"promote": "auto", "steps": [{"percent": 5, "requests": 100}, {"percent": 15, "requests": 100},
       {"percent": 33, "requests": 100}]}\
      """;

  private final DemoCanaries canaries;
  private final App app;
  private final SteadyLoad load;
  private final Narrator narrator;

  VisitorChapters(DemoCanaries canaries, SteadyLoad load, Narrator narrator) {
    this.canaries = canaries;
    this.app = canaries.app();
    this.load = load;
    this.narrator = narrator;
  }

  void tell(String stable) {
    narrator.chapter("A canary fails its visitors, and its health page is well");
    worse(Experiment.failingOneIn(5), "Fail one visitor in five");
    narrator.chapter("A canary is slow");
    worse(Experiment.slowerBy(0.05), "Take a twentieth of a second longer");
    aGoodCanaryPromotesItself(stable);
    aCanaryWithoutVisitorsWaits();
  }

  private void worse(String experiment, String message) {
    String commit = canaries.push(Experiment.FILE, experiment, message);
    load.excuse(Place.canary(commit));
    String id = canaries.deploy(commit);
    narrator.tell("%s: commit %.7s is live.".formatted(message, commit));
    narrator.tell("Its /health answers %d.".formatted(app.slot("canary", "/health").status()));
    Await.until(
        "the canary is withdrawn", Stack.PATIENCE, () -> app.status(id).equals("withdrawn"));
    app.awaitNoCanary();
    load.forbid(Place.canary(commit));
    narrator.tell("Withdrawn. GET /canaries/%s says:".formatted(id));
    narrator.show(app.stack().monitor().plain("/canaries/" + id));
  }

  private void aGoodCanaryPromotesItself(String before) {
    narrator.chapter("A good canary is promoted by itself, in three steps");
    app.set(STEPS);
    String commit =
        canaries.push(
            Experiment.FILE, app.repository().file("master", Experiment.FILE), "Change nothing");
    load.allow(Place.stable(commit));
    String id = canaries.deploy(commit);
    var told = new ArrayList<String>();
    Await.until(
        "the canary is promoted",
        EVIDENCE,
        () -> {
          tellNews(id, told);
          return app.commitIn("stable-1").equals(commit) && app.commitIn("stable-2").equals(commit);
        },
        () -> app.stack().monitor().plain("/canaries/" + id));
    narrator.tell("Promoted: both stable slots run %.7s.".formatted(commit));
    app.set("{\"promote\": \"ask\", \"steps\": []}");
    app.awaitNoCanary();
    load.allow(Place.stable(before));
    app.await(app.rollBack(), "live");
    app.awaitStable(before);
    load.forbid(Place.stable(commit));
  }

  /** What the timeline says of a deployment, each line once. */
  private void tellNews(String id, List<String> told) {
    StreamSupport.stream(
            app.stack().builderAdmin().get("/events").json().values().spliterator(), false)
        .filter(event ->
            text(event, "subject").equals(id) && text(event, "what").startsWith("canary-step"))
        .map(event -> text(event, "why"))
        .sorted()
        .filter(line -> !told.contains(line))
        .forEach(line -> {
          told.add(line);
          narrator.tell(line + ".");
        });
  }

  private static String text(JsonNode object, String member) {
    JsonNode value = object.get(member);
    return value == null || value.isNull() ? "" : value.getStringValue();
  }

  private void aCanaryWithoutVisitorsWaits() {
    narrator.chapter("A canary without visitors waits");
    App quiet = App.sharing(app, "quiet");
    try {
      quiet.await(quiet.deploy("master"), "live");
      String id = quiet.await(quiet.deploy("canary"), "live");
      Await.until(
          "it is judged",
          Stack.PATIENCE,
          () -> app.stack().monitor().plain("/canaries/" + id).contains("not enough"));
      narrator.show(app.stack().monitor().plain("/canaries/" + id));
    } finally {
      quiet.remove();
    }
  }
}

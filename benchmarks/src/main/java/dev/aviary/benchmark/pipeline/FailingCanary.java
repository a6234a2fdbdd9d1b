package dev.aviary.benchmark.pipeline;

import static java.util.Objects.requireNonNull;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.Served;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.source.Experiment;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.Stack;
import io.micronaut.json.tree.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Lets a canary fail one visitor in five, while its health page is well, and measures how long it
 * still gets visitors.
 */
final class FailingCanary {
  private final Stack stack;
  private final App app;
  private final SteadyLoad load;

  FailingCanary(Stack stack, App app, SteadyLoad load) {
    this.stack = stack;
    this.app = app;
    this.load = load;
  }

  /** One canary, from live to gone. */
  FailingReaction run() {
    String content = Experiment.failingOneIn(5) + "# " + UUID.randomUUID() + "\n";
    String commit = app.repository().push("canary", Experiment.FILE, content, "Fail one in five");
    Place place = Place.canary(commit);
    load.excuse(place);
    String deployment = app.await(app.build("canary"), "live");
    Await.until(
        "the canary is withdrawn",
        Stack.PATIENCE,
        () -> app.status(deployment).equals("withdrawn"));
    app.awaitNoCanary();
    load.forbid(place);
    List<Served> visits =
        load.served().stream().filter(each -> each.place().equals(place)).toList();
    long first =
        visits.stream().filter(Served::failed).mapToLong(Served::ended).min().orElseThrow();
    long last = visits.stream().mapToLong(Served::started).max().orElseThrow();
    long offset = System.currentTimeMillis() * 1_000_000 - System.nanoTime();
    Instant failedAt = Instant.ofEpochSecond(0, first + offset);
    Answer canary = stack.monitor().get("/canaries/" + deployment).expect(200);
    return new FailingReaction(
        seconds(failedAt, canary.text("judgement", "certainAt")),
        seconds(failedAt, withdrawnAt(canary)),
        (last - first) / 1e9,
        visits.size());
  }

  private static String withdrawnAt(Answer canary) {
    for (JsonNode event : requireNonNull(canary.json().get("decided")).values()) {
      if (requireNonNull(event.get("what")).getStringValue().equals("canary-withdrawn")) {
        return requireNonNull(event.get("at")).getStringValue();
      }
    }
    throw new IllegalStateException("it is not on the timeline: " + canary.body());
  }

  private static double seconds(Instant from, String to) {
    return Duration.between(from, Instant.parse(to)).toMillis() / 1e3;
  }
}

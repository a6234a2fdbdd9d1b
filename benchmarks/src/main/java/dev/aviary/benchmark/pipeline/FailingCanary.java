package dev.aviary.benchmark.pipeline;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.Served;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.source.Experiment;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.Stack;
import java.util.List;
import java.util.UUID;

/**
 * Lets a canary fail one visitor in five, while its health page is well, and measures how long it
 * still gets visitors.
 */
final class FailingCanary {
  private final App app;
  private final SteadyLoad load;

  FailingCanary(App app, SteadyLoad load) {
    this.app = app;
    this.load = load;
  }

  /** One canary, from live to gone; seconds from its first 500 to its last visitor. */
  double run() {
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
    return (last - first) / 1e9;
  }
}

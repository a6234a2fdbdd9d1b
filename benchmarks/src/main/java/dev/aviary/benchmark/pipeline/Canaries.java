package dev.aviary.benchmark.pipeline;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.App;
import java.util.UUID;

/** Makes new canaries: each a commit that changes one source file. */
final class Canaries {
  private static final String FILE = "app/experiment.py";

  private final App app;
  private final SteadyLoad load;

  Canaries(App app, SteadyLoad load) {
    this.app = app;
    this.load = load;
  }

  /**
   * Pushes a commit and brings it to the canary slot.
   *
   * @return seconds from the trigger to live
   */
  double pushAndDeploy() {
    String content = app.repository().file("canary", FILE).stripTrailing();
    String commit =
        app.repository()
            .push("canary", FILE, content + "\n# " + UUID.randomUUID() + "\n", "Change one file");
    load.allow(Place.canary(commit));
    long triggered = System.nanoTime();
    Answer admitted = app.build("canary");
    app.await(admitted, "live");
    return (System.nanoTime() - triggered) / 1e9;
  }
}

package dev.aviary.benchmark.pipeline;

import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.monitor.sample.SampleStore;
import dev.aviary.system.load.Served;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.FlagCalls;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import io.lettuce.core.RedisClient;
import java.util.function.Function;

/** Lets a canary burn and measures how long it still gets requests. */
final class WithdrawalMeasurement {
  private static final double THRESHOLD = 50;

  /** Samples, one a second: the warm-up of 20 s and some more. */
  private static final int WARM = 25;

  private final OwnStack own;
  private final App app;
  private final SteadyLoad load;
  private final Canaries canaries;

  WithdrawalMeasurement(OwnStack own, App app, SteadyLoad load, Canaries canaries) {
    this.own = own;
    this.app = app;
    this.load = load;
    this.canaries = canaries;
  }

  /** One canary, from live to gone; seconds from the crossing to its last request. */
  double run() {
    canaries.pushAndDeploy();
    String deployment = app.newestDeployment();
    String commit = app.commitIn("canary");
    String container = container();
    var flags = new FlagCalls(own.stack());
    awaitWarm(container);
    flags.onForCanaries("siege_feature");
    Await.until(
        "the canary is withdrawn",
        Stack.PATIENCE,
        () -> app.status(deployment).equals("withdrawn"));
    app.awaitNoCanary();
    flags.offForCanaries("siege_feature");
    long offset = System.currentTimeMillis() * 1_000_000 - System.nanoTime();
    long last =
        load.served().stream()
            .filter(each -> each.place().commit().equals(commit))
            .mapToLong(Served::started)
            .max()
            .orElseThrow();
    return ((last + offset) / 1e6 - crossing(container)) / 1e3;
  }

  private String container() {
    return own.stack().host().containers(app.name(), "canary").getFirst();
  }

  /** The monitor judges no container that has just started. */
  private void awaitWarm(String container) {
    withSamples(samples -> {
      Await.until(
          "the canary has been sampled for longer than the warm-up",
          Stack.PATIENCE,
          () -> samples.newest(container, WARM).size() == WARM);
      return WARM;
    });
  }

  /** When the first sample over the threshold was taken, ms since 1970. */
  private double crossing(String container) {
    return withSamples(samples ->
        (double)
            samples.newest(container, SampleStore.KEPT_SAMPLES).stream()
                .filter(sample -> sample.cpuPercent() > THRESHOLD)
                .mapToLong(sample -> sample.at().toEpochMilli())
                .min()
                .orElseThrow());
  }

  private <T> T withSamples(Function<SampleStore, T> use) {
    try (RedisClient redis = own.stack().redis()) {
      return use.apply(new SampleStore(new RedisLink(redis), Wire.standalone()));
    }
  }
}

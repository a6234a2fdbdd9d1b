package dev.aviary.monitor.canary;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.contract.telemetry.TrafficStore;
import dev.aviary.monitor.evidence.StablePast;
import dev.aviary.monitor.testing.Apps;
import dev.aviary.monitor.testing.Rig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An app with two stable containers and a canary that serves, and traffic as a balancer tells it.
 */
final class CanaryScene implements AutoCloseable {
  static final String DEPLOYMENT = Apps.deployment(Slot.CANARY);
  static final String CANARY = "bird-1111111-2";
  private static final String STABLE = Apps.RELEASE;
  private static final Wire WIRE = Wire.standalone();

  /** The bound of answers that take 16 to 20 ms. */
  private static final String USUAL = "20";

  private final Rig rig = new Rig();
  private final AppServer stableServer = new AppServer();
  private final AppServer canaryServer = new AppServer();
  private final String canary;
  private final String stable;
  private Instant now = Instant.now();

  CanaryScene(String judgement) {
    List<String> both = rig.apps().startStable();
    stable = both.getFirst();
    canary = rig.apps().start(Apps.APP, Slot.CANARY, CANARY);
    options(judgement, Tolerance.DEFAULT);
    var slots =
        new Slots(
            serving(STABLE, Slot.STABLE_1, stable, stableServer),
            serving(STABLE, Slot.STABLE_2, both.getLast(), stableServer),
            serving(CANARY, Slot.CANARY, canary, canaryServer));
    rig.commands().set(Keys.slots(Apps.APP), WIRE.write(slots));
  }

  Rig rig() {
    return rig;
  }

  AppServer canaryServer() {
    return canaryServer;
  }

  AppServer stableServer() {
    return stableServer;
  }

  String canaryContainer() {
    return canary;
  }

  /** The container in the first stable slot. */
  String stableContainer() {
    return stable;
  }

  void options(String judgement, Tolerance tolerance) {
    options(new CanaryOptions(judgement, tolerance, List.of(), "ask", List.of(), 30));
  }

  void options(CanaryOptions options) {
    var spec =
        new AppSpec(
                Apps.APP,
                0,
                "",
                null,
                "master",
                null,
                List.of(),
                BuildOptions.DEFAULT,
                RunOptions.DEFAULT)
            .withCanary(options);
    rig.commands().set(Keys.spec(Apps.APP), WIRE.write(spec));
    rig.commands().sadd(Keys.SPECS, Apps.APP);
  }

  /** What was learnt of stable before. */
  void pastOfStable(int requests, int failed) {
    var past =
        new StablePast(
            STABLE, now.minusSeconds(60), requests, failed, Map.of(USUAL, (double) requests), null);
    rig.commands().set(Keys.past(Apps.APP), WIRE.write(past));
  }

  /** Seconds in which each track fails so many of its requests. */
  void seconds(int seconds, int ofCanary, int canaryFails, int ofStable, int stableFails) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      append("stable-1", STABLE, ofStable, stableFails, USUAL);
      append("canary", CANARY, ofCanary, canaryFails, USUAL);
    }
  }

  /** Seconds in which the canary's answers fall have another bound. */
  void slowSeconds(int seconds, int ofCanary, String bound, int ofStable) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      append("stable-1", STABLE, ofStable, 0, USUAL);
      append("canary", CANARY, ofCanary, 0, bound);
    }
  }

  Optional<Judgement> judgement() {
    return rig.bean(JudgementStore.class).find(DEPLOYMENT);
  }

  /** What the last judgement counts of the canary's requests. */
  long counted() {
    return judgement().map(Judgement::canaryRequests).orElse(-1L);
  }

  /** Seconds in which the balancer sends the canary nothing, because it failed before. */
  void setAsideSeconds(int seconds, int canaryFails, int ofStable) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      append(interval("stable-1", STABLE, ofStable, 0, USUAL, 0));
      append(interval("canary", CANARY, canaryFails, canaryFails, USUAL, 2));
    }
  }

  private void append(String slot, String release, int attempts, int fails, String bound) {
    if (attempts > 0) {
      append(interval(slot, release, attempts, fails, bound, 0));
    }
  }

  private void append(TrafficInterval interval) {
    rig.bean(TrafficStore.class).append(Apps.APP, interval);
  }

  private TrafficInterval interval(
      String slot, String release, int attempts, int fails, String bound, long setAside) {
    return new TrafficInterval(
        "b-1",
        now,
        slot,
        release,
        attempts,
        fails,
        0,
        List.of(),
        attempts,
        fails,
        attempts == 0 ? Map.of() : Map.of(bound, (long) attempts),
        setAside);
  }

  private static Occupancy serving(String release, Slot slot, String container, AppServer server) {
    return new Occupancy(
        new Member(
            release,
            Apps.deployment(slot),
            Apps.COMMIT,
            container,
            "127.0.0.1",
            server.port(),
            "/health"),
        null,
        List.of());
  }

  @Override
  public void close() {
    rig.close();
    canaryServer.close();
    stableServer.close();
  }
}

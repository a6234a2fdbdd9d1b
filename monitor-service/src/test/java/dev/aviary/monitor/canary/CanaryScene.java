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
import dev.aviary.monitor.testing.Apps;
import dev.aviary.monitor.testing.Rig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An app with two stable containers and a canary that serves, and traffic as a balancer tells it.
 */
final class CanaryScene implements AutoCloseable {
  static final String DEPLOYMENT = Apps.deployment(Slot.CANARY);
  static final String CANARY = "bird-1111111-2";
  private static final String STABLE = Apps.RELEASE;
  private static final Wire WIRE = Wire.standalone();

  /** The cell of the answers within 20 ms. */
  private static final int USUAL = 4;

  private final Rig rig = new Rig();
  private final String canary;
  private Instant now = Instant.now();

  CanaryScene(String judgement) {
    List<String> stable = rig.apps().startStable();
    canary = rig.apps().start(Apps.APP, Slot.CANARY, CANARY);
    options(judgement, Tolerance.DEFAULT);
    var slots =
        new Slots(
            serving(STABLE, Slot.STABLE_1, stable.getFirst()),
            serving(STABLE, Slot.STABLE_2, stable.getLast()),
            serving(CANARY, Slot.CANARY, canary));
    rig.commands().set(Keys.slots(Apps.APP), WIRE.write(slots));
  }

  Rig rig() {
    return rig;
  }

  String canaryContainer() {
    return canary;
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

  /** Seconds in which each track fails so many of its requests. */
  void seconds(int seconds, int ofCanary, int canaryFails, int ofStable, int stableFails) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      append("stable-1", STABLE, ofStable, stableFails, USUAL);
      append("canary", CANARY, ofCanary, canaryFails, USUAL);
    }
  }

  /** Seconds in which the canary's answers fall into another cell. */
  void slowSeconds(int seconds, int ofCanary, int cell, int ofStable) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      append("stable-1", STABLE, ofStable, 0, USUAL);
      append("canary", CANARY, ofCanary, 0, cell);
    }
  }

  Optional<Judgement> judgement() {
    return rig.bean(JudgementStore.class).find(DEPLOYMENT);
  }

  /** What the last judgement counts of the canary's requests. */
  long counted() {
    return judgement().map(Judgement::canaryRequests).orElse(-1L);
  }

  private void append(String slot, String release, int requests, int fails, int cell) {
    if (requests == 0) {
      return;
    }
    var latency =
        new ArrayList<>(Collections.nCopies(TrafficInterval.BOUNDS_MILLIS.size() + 1, 0L));
    latency.set(cell, (long) requests);
    rig.bean(TrafficStore.class)
        .append(
            Apps.APP, new TrafficInterval("b-1", now, slot, release, requests, fails, 0, latency));
  }

  private static Occupancy serving(String release, Slot slot, String container) {
    return new Occupancy(
        new Member(release, Apps.deployment(slot), Apps.COMMIT, container, "127.0.0.1", 9, null),
        null,
        List.of());
  }

  @Override
  public void close() {
    rig.close();
  }
}

package dev.aviary.balancer.simulation;

import dev.aviary.balancer.route.Backend;
import dev.aviary.balancer.route.Endpoint;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.contract.app.Slot;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One scenario under one policy: a minute of requests, event by event, on a clock of its own. */
final class Simulation {
  private static final long MINUTE = 60_000_000_000L;
  private static final double GAP_NANOS = 1e9 / 400;
  private static final long CONNECT_NANOS = 200_000;
  private static final long ERROR_NANOS = 1_000_000;
  private static final long PROBE_NANOS = 2_000_000_000L;

  private final Scenario scenario;
  private final Policy policy;
  private final SimulatedApp app;
  private final RandomGenerator arrivals = new SplittableRandom(1);
  private final RandomGenerator choices = new SplittableRandom(2);
  private final RandomGenerator service = new SplittableRandom(3);
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::n));
  private final Outcome outcome = new Outcome();
  private LiveApp live;
  private long scheduled;
  private long requests;
  private long now;

  Simulation(Scenario scenario, Policy policy) {
    this.scenario = scenario;
    this.policy = policy;
    this.app = new SimulatedApp(scenario);
    this.live = app.before();
  }

  Outcome run() {
    at(0, this::arrive);
    at(PROBE_NANOS, this::probe);
    at((long) (Scenario.CHANGE_SECONDS * 1e9), () -> live = app.after());
    while (!events.isEmpty()) {
      Event next = events.remove();
      now = next.at();
      next.what().run();
    }
    return outcome;
  }

  private void arrive() {
    Endpoint place = policy.choose(live, scenario.canaryPercent(), requests++, choices, now);
    outcome.chosen(place.slot());
    send(place, now, false);
    long next = now + (long) (-StrictMath.log(1 - arrivals.nextDouble()) * GAP_NANOS);
    if (next < MINUTE) {
      at(next, this::arrive);
    }
  }

  private void send(Endpoint place, long since, boolean retry) {
    place.backend().enter(1_000);
    switch (app.of(place).at(now)) {
      case Condition.Refuses refuses -> at(now + CONNECT_NANOS, () -> refused(place, since, retry));
      case Condition.Fails fails ->
          at(now + ERROR_NANOS, () -> answered(place, since, retry, false));
      case Condition.Answers(double slowness) ->
          at(
              app.of(place).answeredAt(now, slowness, service),
              () -> answered(place, since, retry, true));
    }
  }

  private void answered(Endpoint place, long since, boolean retry, boolean well) {
    place.backend().leave();
    endRetry(retry);
    if (policy.learns() && well) {
      live.succeeded(place);
    } else if (policy.learns()) {
      live.failed(place, now);
    }
    outcome.answered(place.slot(), now - since, well);
  }

  private void refused(Endpoint place, long since, boolean retry) {
    place.backend().leave();
    endRetry(retry);
    Endpoint other = policy.learns() ? elsewhere(place) : null;
    if (other == null) {
      outcome.answered(place.slot(), now - since, false);
    } else {
      outcome.retried();
      send(other, since, place.slot() != Slot.CANARY);
    }
  }

  /** As {@code RetryPlan} does it: stable for a canary at any time, all else within the budget. */
  private @Nullable Endpoint elsewhere(Endpoint refusing) {
    live.refused(refusing, now);
    List<Backend> tried = List.of(refusing.backend());
    boolean may = refusing.slot() == Slot.CANARY || live.retries().begin(live.active());
    return may ? live.chooseOther(choices, now, tried) : null;
  }

  private void endRetry(boolean retry) {
    if (retry) {
      live.retries().end();
    }
  }

  private void probe() {
    for (Endpoint place : live.endpoints()) {
      boolean succeeded = app.of(place).at(now) instanceof Condition.Answers;
      place.backend().health().probed(before -> before.next(succeeded, 3, 2));
    }
    if (now < MINUTE) {
      at(now + PROBE_NANOS, this::probe);
    }
  }

  private void at(long when, Runnable what) {
    events.add(new Event(when, scheduled++, what));
  }

  /** What happens at a moment; of one moment, in the order in which it was scheduled. */
  private record Event(long at, long n, Runnable what) {}
}

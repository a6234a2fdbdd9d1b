package dev.aviary.balancer.simulation;

import dev.aviary.balancer.route.Endpoint;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Who is asked: as the balancer decides, or as something simpler would. */
enum Policy {
  AVIARY("aviary") {
    @Override
    Endpoint choose(LiveApp app, int percent, long n, RandomGenerator random, long now) {
      Track track = app.track(EmptyHttpHeaders.INSTANCE).track();
      return Objects.requireNonNull(app.member(track, random, now));
    }
  },
  ROUND_ROBIN("round robin") {
    @Override
    Endpoint choose(LiveApp app, int percent, long n, RandomGenerator random, long now) {
      return n % 100 < percent ? at(app, Slot.CANARY) : at(app, Slot.STABLE.get((int) (n % 2)));
    }
  },
  RANDOM("random") {
    @Override
    Endpoint choose(LiveApp app, int percent, long n, RandomGenerator random, long now) {
      return random.nextInt(100) < percent
          ? at(app, Slot.CANARY)
          : at(app, Slot.STABLE.get(random.nextInt(2)));
    }
  };

  static final List<Policy> BASELINES = List.of(ROUND_ROBIN, RANDOM);

  private final String title;

  Policy(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** The baselines know nothing of their members and try nobody else. */
  boolean learns() {
    return this == AVIARY;
  }

  /**
   * @param n requests before this one
   */
  abstract Endpoint choose(LiveApp app, int percent, long n, RandomGenerator random, long now);

  private static Endpoint at(LiveApp app, Slot slot) {
    return Objects.requireNonNull(app.at(slot));
  }
}

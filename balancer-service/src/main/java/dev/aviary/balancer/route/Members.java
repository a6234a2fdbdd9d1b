package dev.aviary.balancer.route;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The members that share a track's requests, and who of them gets the next one. */
final class Members {
  private final List<Place> all;

  Members(List<Place> all) {
    this.all = List.copyOf(all);
  }

  boolean contains(Place place) {
    return all.contains(place);
  }

  /**
   * Of those that are available; of all when none is, for one of them may answer after all.
   *
   * @param tried those that are out of the question; null is answered when that leaves nobody
   */
  @Nullable Place choose(RandomGenerator random, long now, List<Backend> tried) {
    List<Place> untried = tried.isEmpty() ? all : without(tried);
    for (Place place : untried) {
      if (!place.backend().health().available(now)) {
        return TwoChoices.of(available(untried, now), random);
      }
    }
    return TwoChoices.of(untried, random);
  }

  /** Whether somebody other than this one is available. */
  boolean otherThan(Place place, long now) {
    for (Place each : all) {
      if (each.backend() != place.backend() && each.backend().health().available(now)) {
        return true;
      }
    }
    return false;
  }

  private List<Place> without(List<Backend> tried) {
    return all.stream().filter(place -> !tried.contains(place.backend())).toList();
  }

  private static List<Place> available(List<Place> places, long now) {
    List<Place> available =
        places.stream().filter(place -> place.backend().health().available(now)).toList();
    return available.isEmpty() ? places : available;
  }
}

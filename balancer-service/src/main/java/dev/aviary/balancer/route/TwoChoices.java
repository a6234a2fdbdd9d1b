package dev.aviary.balancer.route;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The one with fewer requests in flight, of two picked at random: nearly as even as looking at all
 * of them, and nobody herds to the same one (Mitzenmacher, "The Power of Two Choices", 2001).
 */
final class TwoChoices {
  private TwoChoices() {}

  static @Nullable Place of(List<Place> places, RandomGenerator random) {
    int count = places.size();
    if (count <= 1) {
      return count == 0 ? null : places.getFirst();
    }
    int one = random.nextInt(count);
    int other = random.nextInt(count - 1);
    Place first = places.get(one);
    Place second = places.get(other < one ? other : other + 1);
    return second.backend().inFlight() < first.backend().inFlight() ? second : first;
  }
}

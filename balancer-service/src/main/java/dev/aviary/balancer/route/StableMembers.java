package dev.aviary.balancer.route;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The stable members of an app, and the choice of the one that gets a request. */
final class StableMembers {
  private final List<Endpoint> all;

  StableMembers(List<Endpoint> all) {
    this.all = List.copyOf(all);
  }

  boolean contains(Endpoint endpoint) {
    return all.contains(endpoint);
  }

  /**
   * Chooses among the available members; among all members while none is available, because one of
   * them may answer.
   *
   * @param tried members that are left out; null is returned when no other is left
   */
  @Nullable Endpoint choose(RandomGenerator random, long now, List<Backend> tried) {
    List<Endpoint> untried = tried.isEmpty() ? all : without(tried);
    for (Endpoint endpoint : untried) {
      if (!endpoint.backend().health().available(now)) {
        return lessBusyOfTwo(available(untried, now), random);
      }
    }
    return lessBusyOfTwo(untried, random);
  }

  /** Whether a member other than this one is available. */
  boolean otherThan(Endpoint endpoint, long now) {
    for (Endpoint each : all) {
      if (each.backend() != endpoint.backend() && each.backend().health().available(now)) {
        return true;
      }
    }
    return false;
  }

  private List<Endpoint> without(List<Backend> tried) {
    return all.stream().filter(endpoint -> !tried.contains(endpoint.backend())).toList();
  }

  private static List<Endpoint> available(List<Endpoint> endpoints, long now) {
    List<Endpoint> available =
        endpoints.stream().filter(endpoint -> endpoint.backend().health().available(now)).toList();
    return available.isEmpty() ? endpoints : available;
  }

  /**
   * Picks two at random and takes the one with fewer requests in flight: nearly as even as a look
   * at all of them, and several balancers do not all choose the same one (Mitzenmacher, "The Power
   * of Two Choices in Randomized Load Balancing", 2001).
   */
  private static @Nullable Endpoint lessBusyOfTwo(
      List<Endpoint> endpoints, RandomGenerator random) {
    int count = endpoints.size();
    if (count <= 1) {
      return count == 0 ? null : endpoints.getFirst();
    }
    int one = random.nextInt(count);
    int other = random.nextInt(count - 1);
    Endpoint first = endpoints.get(one);
    Endpoint second = endpoints.get(other < one ? other : other + 1);
    return second.backend().inFlight() < first.backend().inFlight() ? second : first;
  }
}

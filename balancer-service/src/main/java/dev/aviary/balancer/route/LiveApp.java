package dev.aviary.balancer.route;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.route.AppRoutes;
import dev.aviary.contract.route.SlotRoute;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The routes of one app as requests use them: first the track is chosen, then a member of it. */
public final class LiveApp {
  private final AppRoutes routes;
  private final SplitSequence split;
  private final Map<Slot, Place> places;
  private final List<Place> stable;
  private final @Nullable Place canary;

  LiveApp(AppRoutes routes, SplitSequence split, Map<Slot, Place> places) {
    this.routes = routes;
    this.split = split;
    this.places = places;
    this.stable = Slot.STABLE.stream().filter(places::containsKey).map(places::get).toList();
    this.canary = routes.canaryMember() == null ? null : places.get(Slot.CANARY);
  }

  public String name() {
    return routes.app();
  }

  /** A host that is this app's, for requests that name none. */
  public String ownHost() {
    return routes.hosts().isEmpty() ? routes.app() : routes.hosts().getFirst();
  }

  /**
   * Where the next public request goes; null when nothing runs.
   *
   * @param now {@link System#nanoTime()}
   */
  public @Nullable Place choose(RandomGenerator random, long now) {
    if (canary != null && split.canary(routes.canaryPercent()) && !canary.backend().shunned(now)) {
      return canary;
    }
    return member(random, now, List.of());
  }

  /** A stable member other than those already tried; null when there is none. */
  public @Nullable Place chooseOther(RandomGenerator random, long now, List<Backend> tried) {
    return member(random, now, tried);
  }

  /** What a slot's own port leads to. */
  public @Nullable Place at(Slot slot) {
    return places.get(slot);
  }

  /** Why a slot's own port leads nowhere. */
  public String whyClosed(Slot slot) {
    return routes.at(slot) instanceof SlotRoute.Closed(String reason) ? reason : "";
  }

  Collection<Place> places() {
    return places.values();
  }

  boolean publiclyRoutes(Place place) {
    return stable.contains(place) || place.equals(canary);
  }

  private @Nullable Place member(RandomGenerator random, long now, List<Backend> tried) {
    List<Place> untried =
        tried.isEmpty()
            ? stable
            : stable.stream().filter(place -> !tried.contains(place.backend())).toList();
    for (Place place : untried) {
      if (place.backend().shunned(now)) {
        return TwoChoices.of(reachable(untried, now), random);
      }
    }
    return TwoChoices.of(untried, random);
  }

  /** Those that took connections lately; all of them when none did. */
  private static List<Place> reachable(List<Place> places, long now) {
    List<Place> reachable = places.stream().filter(place -> !place.backend().shunned(now)).toList();
    return reachable.isEmpty() ? places : reachable;
  }
}

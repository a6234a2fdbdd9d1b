package dev.aviary.balancer.route;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.route.AppRoutes;
import dev.aviary.contract.route.SlotRoute;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The routes of one app as requests use them: first the track is chosen, then a member of it. */
public final class LiveApp {
  private final AppRoutes routes;
  private final Map<Slot, Place> places;
  private final Members stable;
  private final @Nullable Place canary;
  private final TrackRule rule;
  private final Shared shared;
  private final @Nullable Halt halt;

  /** What outlives a table, because all event loops count on it. */
  record Shared(SplitSequence sequence, RetryBudget retries, Seats seats) {
    static Shared unused() {
      return new Shared(new SplitSequence(), new RetryBudget(), new Seats());
    }
  }

  LiveApp(
      AppRoutes routes,
      Map<Slot, Place> places,
      TrackRule rule,
      Shared shared,
      @Nullable Halt halt) {
    this.routes = routes;
    this.places = places;
    this.stable =
        new Members(Slot.STABLE.stream().filter(places::containsKey).map(places::get).toList());
    this.canary = routes.reachesCanary() ? places.get(Slot.CANARY) : null;
    this.rule = rule;
    this.shared = shared;
    this.halt = halt;
  }

  public String name() {
    return routes.app();
  }

  /** A host that is this app's, for requests that name none. */
  public String ownHost() {
    return routes.hosts().isEmpty() ? routes.app() : routes.hosts().getFirst();
  }

  /** What keeps public requests from being answered at the moment; null: nothing does. */
  public @Nullable Halt halt() {
    return halt == null || halt.over(System.nanoTime()) ? null : halt;
  }

  /** The track that a public request is meant for; may use up a turn of the app's sequence. */
  public TrackChoice track(HttpHeaders headers) {
    return canary == null ? TrackChoice.STABLE : rule.choose(headers);
  }

  /**
   * Where a public request of that track goes; null when nothing runs.
   *
   * @param now {@link System#nanoTime()}
   */
  public @Nullable Place member(Track track, RandomGenerator random, long now) {
    if (track == Track.CANARY && canary != null && canary.backend().health().available(now)) {
      return canary;
    }
    return stable.choose(random, now, List.of());
  }

  /** A stable member other than those already tried; null when there is none. */
  public @Nullable Place chooseOther(RandomGenerator random, long now, List<Backend> tried) {
    return stable.choose(random, now, tried);
  }

  /** The place answered a public request, and not with a 5xx. */
  public void succeeded(Place place) {
    place.backend().health().succeeded();
  }

  /** The place answered a public request with a 5xx, or not to the end. */
  public void failed(Place place, long now) {
    place.backend().health().failed(now, last(place, now));
  }

  /** The place did not take a connection. */
  public void refused(Place place, long now) {
    place.backend().health().refused(now, last(place, now));
  }

  private boolean last(Place place, long now) {
    return !stable.otherThan(place, now);
  }

  /** What bounds the second attempts of this app's requests. */
  public RetryBudget retries() {
    return shared.retries();
  }

  /** Where its requests wait for the end of a pause. */
  public Seats seats() {
    return shared.seats();
  }

  /** Requests that its containers are answering. */
  public int active() {
    int active = 0;
    for (Place place : places.values()) {
      active += place.backend().inFlight();
    }
    return active;
  }

  /** What a slot's own port leads to. */
  public @Nullable Place at(Slot slot) {
    return places.get(slot);
  }

  /** Why a slot's own port leads nowhere. */
  public String whyClosed(Slot slot) {
    return routes.at(slot) instanceof SlotRoute.Closed(String reason) ? reason : "";
  }

  /** Every slot that leads somewhere. */
  public Collection<Place> places() {
    return places.values();
  }

  boolean publiclyRoutes(Place place) {
    return stable.contains(place) || place.equals(canary);
  }
}

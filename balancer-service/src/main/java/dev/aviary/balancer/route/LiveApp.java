package dev.aviary.balancer.route;

import dev.aviary.balancer.access.AppAccess;
import dev.aviary.balancer.access.Gate;
import dev.aviary.balancer.client.AppRate;
import dev.aviary.balancer.http.TargetPath;
import dev.aviary.balancer.route.TrackRule.TrackChoice;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The routes of one app as requests use them: first the track is chosen, then a member of it. */
public final class LiveApp {
  private final AppRoutes routes;
  private final Map<Slot, Endpoint> endpoints;
  private final StableMembers stable;
  private final @Nullable Endpoint canary;
  private final TrackRule rule;
  private final Shared shared;
  private final @Nullable TimedInterruption interruption;
  private final AppAccess access;
  private final Set<String> redirects;

  /** The counts of an app that live on from table to table. */
  record Shared(
      SplitSequence sequence,
      RetryBudget retries,
      PauseCapacity pauseCapacity,
      @Nullable AppRate rate) {
    static Shared unused() {
      return new Shared(new SplitSequence(), new RetryBudget(), new PauseCapacity(), null);
    }

    Shared with(@Nullable AppRate other) {
      return new Shared(sequence, retries, pauseCapacity, other);
    }
  }

  LiveApp(
      AppRoutes routes,
      Map<Slot, Endpoint> endpoints,
      TrackRule rule,
      Shared shared,
      @Nullable TimedInterruption interruption) {
    this.routes = routes;
    this.endpoints = endpoints;
    this.stable =
        new StableMembers(
            Slot.STABLE.stream().filter(endpoints::containsKey).map(endpoints::get).toList());
    this.canary = routes.reachesCanary() ? endpoints.get(Slot.CANARY) : null;
    this.rule = rule;
    this.shared = shared;
    this.interruption = interruption;
    this.access = new AppAccess(routes.visitors().access());
    this.redirects = Set.copyOf(routes.visitors().redirects());
  }

  public String name() {
    return routes.app();
  }

  /** A host that is this app's, for requests that name none. */
  public String ownHost() {
    return routes.hosts().isEmpty() ? routes.app() : routes.hosts().getFirst();
  }

  /** Seconds for which browsers are to ask for it by TLS alone; 0: nothing is said. */
  public int strictTransport() {
    return routes.tls().hsts();
  }

  /** Prefixes of the paths that are this app's; the empty one alone for all paths. */
  List<String> prefixes() {
    List<String> paths = routes.visitors().paths();
    return paths.isEmpty() ? List.of("") : paths;
  }

  /** The host that requests of this one are led to; null: it is answered. */
  public @Nullable String redirect(String host) {
    return redirects.contains(host) ? routes.hosts().getFirst() : null;
  }

  /** The prefix of a target that the app does not get to see; empty: it sees all. */
  public String strippedPrefix(String target) {
    if (!routes.visitors().stripPath()) {
      return "";
    }
    String path = TargetPath.strict(TargetPath.of(target));
    String longest = "";
    for (String prefix : prefixes()) {
      if (prefix.length() > longest.length() && TargetPath.below(path, prefix)) {
        longest = prefix;
      }
    }
    return longest;
  }

  /** Who may see it. */
  public AppAccess access() {
    return access;
  }

  /** What a public request has to pass to get the canary; null: nothing, or there is none. */
  public @Nullable Gate canaryGate() {
    return canary == null ? null : access.canary();
  }

  /** What interrupts public requests at the moment; null: nothing does. */
  public @Nullable TimedInterruption interruption() {
    return interruption == null || interruption.over(System.nanoTime()) ? null : interruption;
  }

  /** The track that a public request is meant for; may take the next turn of the app's sequence. */
  public TrackChoice track(HttpHeaders headers) {
    return canary == null ? TrackChoice.STABLE : rule.choose(headers);
  }

  /**
   * The endpoint of a public request of that track; null when nothing runs.
   *
   * @param now {@link System#nanoTime()}
   */
  public @Nullable Endpoint member(Track track, RandomGenerator random, long now) {
    if (track == Track.CANARY && canary != null && canary.backend().health().available(now)) {
      return canary;
    }
    return stable.choose(random, now, List.of());
  }

  /** A stable member other than those already tried; null when there is none. */
  public @Nullable Endpoint chooseOther(RandomGenerator random, long now, List<Backend> tried) {
    return stable.choose(random, now, tried);
  }

  /** The endpoint answered a public request, and not with a 5xx. */
  public void succeeded(Endpoint endpoint) {
    endpoint.backend().health().succeeded();
  }

  /** The endpoint answered a public request with a 5xx, or not to the end. */
  public void failed(Endpoint endpoint, long now) {
    endpoint.backend().health().failed(now, last(endpoint, now));
  }

  /** The endpoint took no connection. */
  public void refused(Endpoint endpoint, long now) {
    endpoint.backend().health().refused(now, last(endpoint, now));
  }

  private boolean last(Endpoint endpoint, long now) {
    return !stable.otherThan(endpoint, now);
  }

  /** Counts one more request of its visitors; false: one too many. */
  public boolean withinRate() {
    return shared.rate() == null || shared.rate().take();
  }

  /** The bound of this app's retries. */
  public RetryBudget retries() {
    return shared.retries();
  }

  /** How many of its requests may wait for the end of a pause. */
  public PauseCapacity pauseCapacity() {
    return shared.pauseCapacity();
  }

  /** Requests in flight at its containers. */
  public int active() {
    int active = 0;
    for (Endpoint endpoint : endpoints.values()) {
      active += endpoint.backend().inFlight();
    }
    return active;
  }

  /** The endpoint of a slot; null while the slot is closed. */
  public @Nullable Endpoint at(Slot slot) {
    return endpoints.get(slot);
  }

  /** Why a slot is closed; empty while it is open. */
  public String whyClosed(Slot slot) {
    return routes.at(slot) instanceof SlotRoute.Closed(String reason) ? reason : "";
  }

  /** The endpoints of all open slots. */
  public Collection<Endpoint> endpoints() {
    return endpoints.values();
  }

  boolean publiclyRoutes(Endpoint endpoint) {
    return stable.contains(endpoint) || endpoint.equals(canary);
  }
}

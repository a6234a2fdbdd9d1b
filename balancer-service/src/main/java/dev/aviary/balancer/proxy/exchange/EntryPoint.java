package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.access.Gate;
import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.VisitorRefusal;
import dev.aviary.balancer.proxy.loop.Deadlines;
import dev.aviary.balancer.route.Backend;
import dev.aviary.balancer.route.Endpoint;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.LiveTable;
import dev.aviary.balancer.route.TimedInterruption;
import dev.aviary.balancer.route.TrackRule.TrackChoice;
import dev.aviary.balancer.tls.ServedHost;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The kind of port that a request arrived on: which app and endpoints it leads to. */
public sealed interface EntryPoint permits EntryPoint.Public, EntryPoint.SlotPort, TriggerPort {

  /** Counts a request of a client; false when the rate limit of this port refuses it. */
  default boolean withinRate(Peer peer, HttpHeaders headers) {
    return true;
  }

  /** Whether it is the public port without TLS. */
  default boolean isPlain() {
    return false;
  }

  /** Why the host is not to be asked for on this connection; null: it may be. */
  default @Nullable VisitorRefusal misdirected(String host) {
    return null;
  }

  /** The app that is meant; null when there is none. */
  @Nullable LiveApp route(LiveTable table, String host, String target);

  /** The host that requests of this one are led to; null: it is answered. */
  default @Nullable String redirect(LiveApp app, String host) {
    return null;
  }

  /** The prefix of a target that the app does not get to see; empty: it sees all. */
  default String strippedPrefix(LiveApp app, String target) {
    return "";
  }

  /** What a request has to pass. */
  default List<Gate> gates(LiveApp app) {
    return List.of();
  }

  /** What a request has to pass to get the canary; else it gets stable; null: nothing. */
  default @Nullable Gate canaryGate(LiveApp app) {
    return null;
  }

  /** Counts a request of the app; false when the app's own rate limit refuses it. */
  default boolean withinRate(LiveApp app) {
    return true;
  }

  /** What interrupts the app at the moment; null: nothing does. */
  @Nullable TimedInterruption interruption(LiveApp app);

  /** The track that a request is meant for. */
  TrackChoice track(LiveApp app, HttpHeaders headers);

  /** The first endpoint; null when there is none. */
  @Nullable Endpoint choose(LiveApp app, Track track, RandomGenerator random, long now);

  /** Another endpoint than these; null when there is none. */
  @Nullable Endpoint chooseOther(
      LiveApp app, RandomGenerator random, long now, List<Backend> tried);

  /** Whether the table still leads from this port to the endpoint. */
  boolean leadsTo(LiveTable table, Endpoint endpoint);

  /** Whether the limits of connections hold here. Slot ports are for the owner alone. */
  boolean limitsConnections();

  /** Whether trusted proxies may begin a connection with a header of the PROXY protocol. */
  default boolean behindProxies() {
    return false;
  }

  /** Whether clients may speak HTTP/2 here, where the settings offer it. */
  default boolean offersHttp2() {
    return true;
  }

  /** The answer where there is no endpoint. */
  VisitorRefusal noEndpoint(LiveApp app);

  /** The answer where no endpoint takes a connection; null: the one for containers. */
  default @Nullable VisitorRefusal unreachable() {
    return null;
  }

  /** How long the answer to a request may take to begin. */
  default Duration answerDeadline(Deadlines deadlines) {
    return deadlines.answer();
  }

  /** Whether the result of a request counts for the health of the container. */
  boolean observed();

  /**
   * The public port and the TLS port: host and path, then split, then member.
   *
   * @param tls the host whose certificate the connection has; null: it has none
   */
  record Public(@Nullable ServedHost tls) implements EntryPoint {
    /** Without TLS. */
    public Public() {
      this(null);
    }

    @Override
    public boolean isPlain() {
      return tls == null;
    }

    /** RFC 9110, section 15.5.20. */
    @Override
    public @Nullable VisitorRefusal misdirected(String host) {
      return tls == null || host.isEmpty() || tls.covers(host) ? null : Refusals.MISDIRECTED;
    }

    @Override
    public @Nullable LiveApp route(LiveTable table, String host, String target) {
      return table.find(host, target);
    }

    @Override
    public @Nullable String redirect(LiveApp app, String host) {
      return app.redirect(host);
    }

    @Override
    public String strippedPrefix(LiveApp app, String target) {
      return app.strippedPrefix(target);
    }

    @Override
    public List<Gate> gates(LiveApp app) {
      return app.access().visitors();
    }

    @Override
    public @Nullable Gate canaryGate(LiveApp app) {
      return app.canaryGate();
    }

    @Override
    public boolean withinRate(LiveApp app) {
      return app.withinRate();
    }

    @Override
    public @Nullable TimedInterruption interruption(LiveApp app) {
      return app.interruption();
    }

    @Override
    public TrackChoice track(LiveApp app, HttpHeaders headers) {
      return app.track(headers);
    }

    @Override
    public @Nullable Endpoint choose(LiveApp app, Track track, RandomGenerator random, long now) {
      return app.member(track, random, now);
    }

    @Override
    public @Nullable Endpoint chooseOther(
        LiveApp app, RandomGenerator random, long now, List<Backend> tried) {
      return app.chooseOther(random, now, tried);
    }

    @Override
    public boolean leadsTo(LiveTable table, Endpoint endpoint) {
      return table.publiclyRoutes(endpoint);
    }

    @Override
    public boolean limitsConnections() {
      return true;
    }

    @Override
    public boolean behindProxies() {
      return true;
    }

    @Override
    public VisitorRefusal noEndpoint(LiveApp app) {
      return Refusals.NO_MEMBER;
    }

    @Override
    public boolean observed() {
      return true;
    }
  }

  /** A slot's own port: the choice is fixed. */
  record SlotPort(String app, Slot slot) implements EntryPoint {
    @Override
    public @Nullable LiveApp route(LiveTable table, String host, String target) {
      return table.app(app);
    }

    @Override
    public List<Gate> gates(LiveApp live) {
      return live.access().slotPort(slot);
    }

    /** The owner reaches the app during maintenance. */
    @Override
    public @Nullable TimedInterruption interruption(LiveApp live) {
      return null;
    }

    @Override
    public TrackChoice track(LiveApp live, HttpHeaders headers) {
      return TrackChoice.of(slot.track());
    }

    @Override
    public @Nullable Endpoint choose(LiveApp live, Track track, RandomGenerator random, long now) {
      return live.at(slot);
    }

    @Override
    public @Nullable Endpoint chooseOther(
        LiveApp live, RandomGenerator random, long now, List<Backend> tried) {
      Endpoint endpoint = live.at(slot);
      return endpoint == null || tried.contains(endpoint.backend()) ? null : endpoint;
    }

    @Override
    public boolean leadsTo(LiveTable table, Endpoint endpoint) {
      return table.leads(slot, endpoint);
    }

    @Override
    public boolean limitsConnections() {
      return false;
    }

    @Override
    public VisitorRefusal noEndpoint(LiveApp live) {
      return Refusals.closed(live.whyClosed(slot));
    }

    /** Requests on a slot port are experiments of the owner. */
    @Override
    public boolean observed() {
      return false;
    }
  }
}

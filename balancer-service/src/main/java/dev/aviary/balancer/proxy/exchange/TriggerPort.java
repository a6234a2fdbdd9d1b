package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.client.ClientRate;
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
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The port that CI calls: leads to the builder, independent of the table. */
public final class TriggerPort implements EntryPoint {
  private final BuilderRoute builder;
  private final ClientRate rate;
  private final Duration answer;

  public TriggerPort(TriggerSettings settings, BuilderRoute builder) {
    this.builder = builder;
    this.rate = new ClientRate(settings.requestsPerSecond(), settings.burst());
    this.answer = settings.answer();
  }

  @Override
  public boolean withinRate(Peer peer, HttpHeaders headers) {
    return rate.withinRate(peer, headers);
  }

  @Override
  public LiveApp route(LiveTable table, String host, String target) {
    return builder.app();
  }

  @Override
  public @Nullable TimedInterruption interruption(LiveApp app) {
    return null;
  }

  @Override
  public TrackChoice track(LiveApp app, HttpHeaders headers) {
    return TrackChoice.STABLE;
  }

  @Override
  public @Nullable Endpoint choose(LiveApp app, Track track, RandomGenerator random, long now) {
    return app.at(Slot.STABLE_1);
  }

  @Override
  public @Nullable Endpoint chooseOther(
      LiveApp app, RandomGenerator random, long now, List<Backend> tried) {
    return null;
  }

  @Override
  public boolean leadsTo(LiveTable table, Endpoint endpoint) {
    return true;
  }

  @Override
  public boolean limitsConnections() {
    return true;
  }

  @Override
  public boolean offersHttp2() {
    return false;
  }

  @Override
  public VisitorRefusal noEndpoint(LiveApp app) {
    return Refusals.BUILDER_AWAY;
  }

  @Override
  public VisitorRefusal unreachable() {
    return Refusals.BUILDER_AWAY;
  }

  @Override
  public Duration answerDeadline(Deadlines deadlines) {
    return answer;
  }

  @Override
  public boolean observed() {
    return false;
  }
}

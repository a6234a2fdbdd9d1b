package dev.aviary.balancer.proxy;

import dev.aviary.balancer.client.ClientRate;
import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.route.Backend;
import dev.aviary.balancer.route.FixedApp;
import dev.aviary.balancer.route.Halt;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.LiveTable;
import dev.aviary.balancer.route.Place;
import dev.aviary.balancer.route.TrackChoice;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The port that CI calls: leads to the builder on loopback, whatever the table says. */
final class TriggerPort implements Entrance {
  private final LiveApp builder;
  private final ClientRate rate;
  private final Duration answer;

  TriggerPort(TriggerSettings settings) {
    this.builder = FixedApp.at("builder", settings.backendPort());
    this.rate = new ClientRate(settings.requestsPerSecond(), settings.burst());
    this.answer = settings.answer();
  }

  @Override
  public boolean mayAsk(Peer peer, HttpHeaders headers) {
    return rate.mayAsk(peer, headers);
  }

  @Override
  public LiveApp route(LiveTable table, String host) {
    return builder;
  }

  @Override
  public @Nullable Halt halt(LiveApp app) {
    return null;
  }

  @Override
  public TrackChoice track(LiveApp app, HttpHeaders headers) {
    return TrackChoice.STABLE;
  }

  @Override
  public @Nullable Place choose(LiveApp app, Track track, RandomGenerator random, long now) {
    return app.at(Slot.STABLE_1);
  }

  @Override
  public @Nullable Place chooseOther(
      LiveApp app, RandomGenerator random, long now, List<Backend> tried) {
    return null;
  }

  @Override
  public boolean leads(LiveTable table, Place place) {
    return true;
  }

  @Override
  public boolean limited() {
    return true;
  }

  @Override
  public Refusal nobody(LiveApp app) {
    return Refusals.BUILDER_AWAY;
  }

  @Override
  public Refusal unreachable() {
    return Refusals.BUILDER_AWAY;
  }

  @Override
  public Duration answer(Deadlines deadlines) {
    return answer;
  }

  @Override
  public boolean observed() {
    return false;
  }
}

package dev.aviary.balancer.proxy;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.route.Backend;
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

/** Through which door a request came, and where it may go from there. */
sealed interface Entrance permits Entrance.Public, Entrance.SlotPort, TriggerPort {

  /** Whether the client that this request is made for may make one more at this door. */
  default boolean mayAsk(Peer peer, HttpHeaders headers) {
    return true;
  }

  /** The app that is meant; null when there is none. */
  @Nullable LiveApp route(LiveTable table, String host);

  /** What keeps a request from being answered at the moment; null: nothing does. */
  @Nullable Halt halt(LiveApp app);

  /** The track that a request is meant for. */
  TrackChoice track(LiveApp app, HttpHeaders headers);

  /** The first choice; null when nobody may answer. */
  @Nullable Place choose(LiveApp app, Track track, RandomGenerator random, long now);

  /** Another choice after these failed; null when there is none. */
  @Nullable Place chooseOther(LiveApp app, RandomGenerator random, long now, List<Backend> tried);

  /** Whether this door still leads there. */
  boolean leads(LiveTable table, Place place);

  /** Whether clients are counted here: not where only the owner gets. */
  boolean limited();

  /** What to answer where nobody may. */
  Refusal nobody(LiveApp app);

  /**
   * What to answer where the chosen one takes no connection, and there is no other; null: what is
   * true of containers.
   */
  default @Nullable Refusal unreachable() {
    return null;
  }

  /** How long what is asked here may take until it answers. */
  default Duration answer(Deadlines deadlines) {
    return deadlines.answer();
  }

  /** Whether what becomes of a request says something of the container to all others. */
  boolean observed();

  /** The public port: host, then split, then member. */
  record Public() implements Entrance {
    @Override
    public @Nullable LiveApp route(LiveTable table, String host) {
      return table.forHost(host);
    }

    @Override
    public @Nullable Halt halt(LiveApp app) {
      return app.halt();
    }

    @Override
    public TrackChoice track(LiveApp app, HttpHeaders headers) {
      return app.track(headers);
    }

    @Override
    public @Nullable Place choose(LiveApp app, Track track, RandomGenerator random, long now) {
      return app.member(track, random, now);
    }

    @Override
    public @Nullable Place chooseOther(
        LiveApp app, RandomGenerator random, long now, List<Backend> tried) {
      return app.chooseOther(random, now, tried);
    }

    @Override
    public boolean leads(LiveTable table, Place place) {
      return table.publiclyRoutes(place);
    }

    @Override
    public boolean limited() {
      return true;
    }

    @Override
    public Refusal nobody(LiveApp app) {
      return Refusals.NO_MEMBER;
    }

    @Override
    public boolean observed() {
      return true;
    }
  }

  /** A slot's own port: the choice is fixed. */
  record SlotPort(String app, Slot slot) implements Entrance {
    @Override
    public @Nullable LiveApp route(LiveTable table, String host) {
      return table.app(app);
    }

    /** Whoever maintains the app wants to reach it. */
    @Override
    public @Nullable Halt halt(LiveApp live) {
      return null;
    }

    @Override
    public TrackChoice track(LiveApp live, HttpHeaders headers) {
      return TrackChoice.of(slot.track());
    }

    @Override
    public @Nullable Place choose(LiveApp live, Track track, RandomGenerator random, long now) {
      return live.at(slot);
    }

    @Override
    public @Nullable Place chooseOther(
        LiveApp live, RandomGenerator random, long now, List<Backend> tried) {
      Place place = live.at(slot);
      return place == null || tried.contains(place.backend()) ? null : place;
    }

    @Override
    public boolean leads(LiveTable table, Place place) {
      return table.leads(slot, place);
    }

    @Override
    public boolean limited() {
      return false;
    }

    @Override
    public Refusal nobody(LiveApp live) {
      return Refusals.closed(live.whyClosed(slot));
    }

    /** Somebody tries something out. */
    @Override
    public boolean observed() {
      return false;
    }
  }
}

package dev.aviary.monitor.console.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.route.AppControl;
import dev.aviary.monitor.console.ConsoleSettings;
import io.lettuce.core.RedisException;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the open pages what happens, once a second, from one look for all of them. While no page is
 * open it only reads on in the traffic, for the histories.
 */
@Singleton
final class LiveLoop {
  private static final Duration LOOKED_AT = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final long HEARTBEAT = Duration.ofSeconds(15).toNanos();

  /** Events in one look; there are hardly ever more in a second. */
  private static final int EVENTS = 100;

  private final ConsoleSettings settings;
  private final LiveStreams streams;
  private final Histories histories;
  private final Overviews overviews;
  private final Ticks ticks;
  private final EventLog events;
  private final Wire wire;
  private final InstantSource clock;
  private final BackgroundLoop loop;
  private @Nullable String told;
  private long beatAt = System.nanoTime();
  private long roundAt = System.nanoTime();

  LiveLoop(
      ConsoleSettings settings,
      LiveStreams streams,
      Histories histories,
      Overviews overviews,
      Ticks ticks,
      EventLog events,
      Wire wire,
      InstantSource clock,
      BackgroundLoops loops) {
    this.settings = settings;
    this.streams = streams;
    this.histories = histories;
    this.overviews = overviews;
    this.ticks = ticks;
    this.events = events;
    this.wire = wire;
    this.clock = clock;
    this.loop = loops.make("console", this::pause, this::round);
  }

  /**
   * What a page shows.
   *
   * @param unknown what does not answer at the moment, so that what hangs on it is old or missing:
   *     {@code redis}, {@code balancer}
   */
  @Serdeable
  record State(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<AppOverview> apps,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<String> unknown,
      SignedIn session) {}

  /** The users that are signed in. */
  @Serdeable
  record SignedIn(String role, String name) {}

  @EventListener
  void start(ServerStartupEvent started) {
    if (settings.enabled()) {
      streams.whenOpened(loop::wake);
      loop.start();
    }
  }

  @EventListener
  void stop(ShutdownEvent stopping) {
    streams.endAll();
    loop.close();
  }

  private Duration pause() {
    if (streams.isEmpty()) {
      return IDLE;
    }
    long left = LOOKED_AT.toNanos() - (System.nanoTime() - roundAt);
    return Duration.ofNanos(Math.max(0, left));
  }

  private void round() {
    roundAt = System.nanoTime();
    Set<LiveStream> open = streams.all();
    if (open.isEmpty()) {
      told = null;
      histories.read();
      return;
    }
    boolean redis = true;
    List<Event> happened = List.of();
    try {
      histories.read();
      happened = happened();
      overviews.readRecords();
    } catch (RedisException away) {
      redis = false;
    }
    overviews.askBalancer();
    tell(open, unknown(redis), happened);
  }

  private List<String> unknown(boolean redis) {
    var unknown = new ArrayList<String>();
    if (!redis) {
      unknown.add("redis");
    }
    if (!overviews.balancerAnswers()) {
      unknown.add("balancer");
    }
    return unknown;
  }

  /** What the timeline tells since the last look, oldest first. */
  private List<Event> happened() {
    if (told == null) {
      told = events.last();
      return List.of();
    }
    var happened = new ArrayList<Event>();
    for (EventLog.Place place : events.after(told, EVENTS)) {
      told = place.id();
      Event event = place.event();
      if (event != null) {
        happened.add(event);
        overviews.named(event.app());
      }
    }
    return happened;
  }

  private void tell(Set<LiveStream> open, List<String> unknown, List<Event> happened) {
    List<AppOverview> all = overviews.all();
    List<AppControl> apps = overviews.apps();
    long now = clock.instant().getEpochSecond();
    Map<String, byte[]> ticked = new HashMap<>();
    boolean beats = System.nanoTime() - beatAt >= 0;
    for (LiveStream stream : open) {
      String app = stream.app();
      stream.state(state(stream, all, unknown));
      happened.stream()
          .filter(event -> app == null || event.app() == null || app.equals(event.app()))
          .forEach(event -> stream.send(LiveMessage.of("mark", wire.write(event))));
      stream.send(
          ticked.computeIfAbsent(
              app == null ? "" : app,
              _ -> LiveMessage.of("tick", wire.write(ticks.at(now, only(app, apps))))));
      if (beats) {
        stream.send(LiveMessage.heartbeat());
      }
    }
    if (beats) {
      beatAt = System.nanoTime() + HEARTBEAT;
    }
  }

  private String state(LiveStream stream, List<AppOverview> all, List<String> unknown) {
    String app = stream.app();
    List<AppOverview> shown =
        app == null ? all : all.stream().filter(each -> each.app().equals(app)).toList();
    var user = stream.user();
    return wire.write(new State(shown, unknown, new SignedIn(user.role().id(), user.name())));
  }

  private static List<AppControl> only(@Nullable String app, List<AppControl> apps) {
    return app == null ? apps : apps.stream().filter(each -> each.app().equals(app)).toList();
  }
}

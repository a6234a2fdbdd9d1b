package dev.aviary.monitor.notify;

import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.event.EventReader;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.RedisWritability;
import dev.aviary.contract.redis.Wire;
import dev.aviary.monitor.lease.JudgeLease;
import dev.aviary.monitor.secret.MonitorSecret;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All listeners, each with a thread of its own: one that is slow or away holds up no other, and no
 * mail. Without listeners there is none.
 */
@Context
final class Recipients {
  /** Begins the names of the consumer groups of listeners. */
  static final String GROUP = "listener-";

  private final List<Recipient> all = new ArrayList<>();
  private final List<BackgroundLoop> loops = new ArrayList<>();

  Recipients(
      ListenerSettings settings,
      MonitorSecret secret,
      RedisLink redis,
      Wire wire,
      Messages messages,
      ListenerClient client,
      EventLog events,
      InstantSource clock,
      RedisWritability writability,
      JudgeLease judge,
      BackgroundLoops background) {
    settings.check(secret);
    Set<String> groups =
        settings.all().stream().map(each -> GROUP + each.name()).collect(Collectors.toSet());
    for (Listener listener : settings.all()) {
      var reader =
          new EventReader(
              redis, wire, GROUP + listener.name(), event -> Messages.concerns(event, listener));
      var recipient = new Recipient(listener, reader, messages, client, events, clock);
      all.add(recipient);
      loops.add(
          background.make(
              GROUP + listener.name(), Recipient.LOOK, byJudge(judge, recipient::round)));
    }
    writability.listen(
        new RefusedWritesNotice(messages, all, () -> loops.forEach(BackgroundLoop::wake)));
    loops.addFirst(FormerListeners.loop(redis, groups, background));
    judge.onChange(() -> loops.forEach(BackgroundLoop::wake));
  }

  /** What waits for a listener is in Redis, for whichever monitor is the judge. */
  private static BackgroundLoop.Round byJudge(JudgeLease judge, BackgroundLoop.Round round) {
    return () -> {
      if (judge.judges()) {
        round.run();
      }
    };
  }

  List<Recipient> all() {
    return List.copyOf(all);
  }

  @EventListener
  void start(ServerStartupEvent started) {
    loops.forEach(BackgroundLoop::start);
  }

  @EventListener
  void stop(ShutdownEvent stopping) {
    // All at once first: each may have a message under way.
    all.forEach(Recipient::end);
    loops.forEach(BackgroundLoop::close);
  }
}

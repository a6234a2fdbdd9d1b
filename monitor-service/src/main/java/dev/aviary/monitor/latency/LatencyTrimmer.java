package dev.aviary.monitor.latency;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.monitor.loop.Reach;
import io.lettuce.core.RedisException;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the list that apps only ever push to from filling Redis: anybody on the apps' network may
 * push, and what is pushed may be of any size.
 */
@Singleton
final class LatencyTrimmer {
  /** The newest service times are kept, at least this many. */
  static final int KEPT = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(LatencyTrimmer.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Bytes; that many service times need far less. */
  private static final long LARGEST = 4L << 20;

  private final RedisLink redis;
  private final Reach reach = new Reach(LOG, "Redis, which keeps the service times");
  private final BackgroundLoop loop;

  LatencyTrimmer(RedisLink redis, BackgroundLoops loops) {
    this.loop = loops.make("latency-trimmer", PAUSE, this::trim);
    this.redis = redis;
  }

  @EventListener
  void start(ServerStartupEvent started) {
    loop.start();
  }

  @EventListener
  void stop(ShutdownEvent stopping) {
    loop.close();
  }

  void trim() {
    try {
      redis.commands().ltrim(Keys.LATENCY, 0, KEPT - 1L);
      Long bytes = redis.commands().memoryUsage(Keys.LATENCY);
      if (bytes != null && bytes > LARGEST) {
        redis.commands().del(Keys.LATENCY);
        LOG.atWarn().addKeyValue("bytes", bytes).log("Removed service times that are none");
      }
      reach.held();
    } catch (RedisException away) {
      reach.lost(away);
    }
  }
}

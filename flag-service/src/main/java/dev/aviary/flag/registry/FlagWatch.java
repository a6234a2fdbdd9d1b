package dev.aviary.flag.registry;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.FlagStore;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps memory, Redis and the snapshot on disk equal: at once when Redis gives notice of a key, at
 * every moment that changes a result, and by a regular look in case a notice was lost or never
 * sent. The first look is made before requests are taken.
 */
@Context
final class FlagWatch implements AutoCloseable {
  /** How often Redis is looked at without a notice. */
  static final Duration LOOK = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(FlagWatch.class);

  private final RedisLink redis;
  private final Registry registry;
  private final SnapshotFile snapshot;
  private final KeyNotices notices;
  private final BackgroundLoop loop;
  private final AtomicBoolean away = new AtomicBoolean();
  private @Nullable StatefulRedisPubSubConnection<String, String> subscription;

  FlagWatch(RedisLink redis, Registry registry, SnapshotFile snapshot, BackgroundLoops loops) {
    this.loop = loops.make("flag-watch", this::pause, this::look);
    this.notices = new KeyNotices(loop::wake);
    this.redis = redis;
    this.registry = registry;
    this.snapshot = snapshot;
  }

  @PostConstruct
  void start() {
    snapshot.read().ifPresent(registry::begin);
    try {
      look();
    } catch (RuntimeException e) {
      LOG.atDebug()
          .setCause(e)
          .log("The first read of the flags failed; the loop reads them again");
    }
    loop.start();
  }

  @PreDestroy
  @Override
  public void close() {
    loop.close();
    if (subscription != null) {
      subscription.closeAsync();
    }
    keep();
  }

  /** Until the next look, or the next moment that changes a result. */
  private Duration pause() {
    return registry.current().untilBoundary(registry.now().toEpochMilli(), LOOK);
  }

  private void look() {
    boolean everything = notices.everything();
    Set<FlagKey> noticed = new TreeSet<>(notices.drain());
    try {
      subscribe();
      if (everything) {
        noticed.addAll(registry.candidates());
      }
      registry.synchronise(noticed);
      if (away.compareAndSet(true, false)) {
        LOG.atInfo().log("Redis answers again");
      }
    } catch (RedisException e) {
      notices.missed();
      if (away.compareAndSet(false, true)) {
        LOG.atWarn()
            .addKeyValue("reason", e.getMessage())
            .log("Redis does not answer; answering from memory");
      }
    } catch (RuntimeException e) {
      notices.missed();
      throw e;
    } finally {
      keep();
    }
  }

  /** Whatever goes wrong with the disk, Redis is to be looked at again. */
  private void keep() {
    try {
      if (registry.known()) {
        snapshot.write(registry.toKeep());
      }
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Could not save the flags on disk");
    }
  }

  private void subscribe() {
    if (subscription == null) {
      var made = redis.connectForNotices();
      try {
        made.addListener(notices);
        made.sync().psubscribe(KeyNotices.CHANNELS);
        made.sync().subscribe(FlagStore.WRITTEN);
        subscription = made;
      } finally {
        if (subscription == null) {
          made.closeAsync();
        }
      }
    }
  }
}

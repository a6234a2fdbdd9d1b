package dev.aviary.flag.usage;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.flag.registry.Catalog;
import dev.aviary.flag.registry.Registry;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.FlagUsage;
import io.lettuce.core.RedisException;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in Redis what was counted: once a minute, and at a graceful stop. Each time it first adds
 * what lies there, so that all flag services of an instance know the sum of what they counted, and
 * none takes back what another wrote.
 */
@Context
final class UsageKeeper implements AutoCloseable {
  /** How soon it looks whether Redis is back. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** How often in a row another service may come first; the next round writes what is missing. */
  private static final int ATTEMPTS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(UsageKeeper.class);

  private final Usage usage;
  private final Registry registry;
  private final FlagUsage store;
  private final BackgroundLoop loop;

  /** Whether the last round found Redis there. */
  private boolean kept;

  UsageKeeper(
      Usage usage,
      Registry registry,
      FlagUsage store,
      UsageSettings settings,
      BackgroundLoops loops) {
    this.loop = loops.make("usage", () -> kept ? settings.keep() : AGAIN, () -> kept = keep());
    this.usage = usage;
    this.registry = registry;
    this.store = store;
  }

  @PostConstruct
  void start() {
    loop.start();
  }

  @PreDestroy
  @Override
  public void close() {
    loop.close();
    keep();
  }

  /** Whether Redis was there. */
  private boolean keep() {
    if (registry.stale()) {
      return false;
    }
    try {
      Catalog flags = registry.catalog();
      for (int attempt = 0; attempt < ATTEMPTS && !exchange(flags); attempt++) {
        LOG.atDebug().log("Another flag service wrote the usage first");
      }
      return true;
    } catch (RedisException e) {
      LOG.atDebug().setCause(e).log("Wrote no usage: Redis is away");
      return false;
    }
  }

  /** Whether no other service wrote in between. */
  private boolean exchange(Catalog flags) {
    Map<FlagKey, String> found = store.read();
    found.forEach((key, text) -> Use.parse(text).ifPresent(use -> usage.add(key, use)));
    usage.keepOnly(key -> flags.find(key).isPresent());
    var news = new TreeMap<FlagKey, String>();
    usage
        .all()
        .forEach((key, use) -> {
          if (!use.toString().equals(found.get(key))) {
            news.put(key, use.toString());
          }
        });
    store.forget(found.keySet().stream().filter(key -> flags.find(key).isEmpty()).toList());
    return store.replace(found, news);
  }
}

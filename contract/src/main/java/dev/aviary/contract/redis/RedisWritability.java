package dev.aviary.contract.redis;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Redis takes writes: a full one, one that cannot save to its disk, and a primary that
 * reaches no replica still answer reads. Looks every few seconds, and at once when a command of
 * this process was refused. Both changes are logged once and told to the listeners.
 */
@Singleton
@Requires(beans = RedisClient.class)
public final class RedisWritability {
  private static final Logger LOG = LoggerFactory.getLogger(RedisWritability.class);
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** How often it is looked while writes are refused. */
  private static final Duration LOOK_REFUSED = Duration.ofSeconds(1);

  private final RedisLink redis;
  private final BackgroundLoop loop;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable WriteStop present;

  RedisWritability(RedisLink redis, BackgroundLoops loops) {
    this.redis = redis;
    this.loop =
        loops.make("redis-writability", () -> present == null ? LOOK : LOOK_REFUSED, this::look);
    redis.onRefusal(this::wake);
  }

  /**
   * The time in which Redis refuses writes.
   *
   * @param why {@link RedisFailure#FULL}, {@link RedisFailure#DISK} or {@link RedisFailure#ALONE}
   */
  public record WriteStop(RedisFailure why, Instant since) {}

  /** Hears of each change, on the loop's thread. */
  public interface Listener {
    void refused(WriteStop stop);

    void over(WriteStop stop, Instant until);
  }

  /** What is known to be refused tells nothing new; the loop's own look is refused too. */
  private void wake() {
    if (present == null) {
      loop.wake();
    }
  }

  /** Nothing while writes are taken, or nothing is known of them. */
  public Optional<WriteStop> stop() {
    return Optional.ofNullable(present);
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  @EventListener
  void start(StartupEvent event) {
    loop.start();
  }

  @PreDestroy
  void close() {
    loop.close();
  }

  /**
   * Tries a write that changes nothing: no bytes, at the beginning of a string that every service
   * may write. Redis checks first whether it takes writes (SETRANGE: "write", "denyoom").
   */
  void look() {
    try {
      redis.commands().setrange(Keys.REVISION, 0, "");
      taken();
    } catch (RedisCommandExecutionException e) {
      RedisFailure why = RedisFailure.of(e);
      switch (why) {
        case FULL, DISK, ALONE -> refused(why);
        // It came as far as the key itself.
        case REFUSED -> taken();
        case AWAY, BUSY -> throw e;
      }
    }
  }

  private void refused(RedisFailure why) {
    WriteStop before = present;
    if (before != null && before.why() == why) {
      return;
    }
    WriteStop now = new WriteStop(why, before == null ? Instant.now() : before.since());
    present = now;
    LOG.atWarn()
        .addKeyValue("why", why.told())
        .addKeyValue("cure", why.cure())
        .log("Redis refuses writes");
    listeners.forEach(each -> each.refused(now));
  }

  private void taken() {
    WriteStop before = present;
    if (before != null) {
      Instant until = Instant.now();
      present = null;
      LOG.atInfo()
          .addKeyValue("why", before.why().told())
          .addKeyValue("since", before.since())
          .log("Redis takes writes again");
      listeners.forEach(each -> each.over(before, until));
    }
  }
}

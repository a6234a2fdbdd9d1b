package dev.aviary.contract.route;

import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Revision;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over the control state whenever its revision changes: at once by notice, and by a regular
 * look in case a notice was lost. The listener runs on the watch's own thread.
 */
public final class ControlWatch implements AutoCloseable {
  /** How often the revision is looked at without a notice. */
  public static final Duration LOOK = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(ControlWatch.class);

  private final RedisLink redis;
  private final ControlReader reader;
  private final Consumer<ControlState> listener;
  private final Semaphore notices = new Semaphore(0);
  private final CountDownLatch looked = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable StatefulRedisPubSubConnection<String, String> subscription;
  private @Nullable Revision seen;
  private Map<String, String> unreadable = Map.of();
  private volatile boolean closed;
  private volatile boolean connected = true;

  public ControlWatch(RedisLink redis, ControlReader reader, Consumer<ControlState> listener) {
    this.redis = redis;
    this.reader = reader;
    this.listener = listener;
    // A platform thread: a virtual one that wakes by the clock wakes two others each time.
    this.thread = Thread.ofPlatform().daemon().name("control-watch").unstarted(this::run);
  }

  public ControlWatch start() {
    thread.start();
    return this;
  }

  /**
   * Returns when the listener has what the first look found, or the look failed, or the time is up.
   */
  public void awaitLook(Duration most) {
    try {
      if (!looked.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.atWarn().log("Redis has not answered yet; going on with what is known");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the last look reached Redis. */
  public boolean connected() {
    return connected;
  }

  /** Looks again now. */
  public void nudge() {
    notices.release();
  }

  @PreDestroy
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    if (subscription != null) {
      subscription.closeAsync();
    }
  }

  private void run() {
    while (!closed) {
      try {
        look();
      } catch (Throwable e) {
        // An error ends no loop: the next look may go well, and others depend on it.
        LOG.atError().setCause(e).log("A look at the control keys failed; the next one follows");
      }
      looked.countDown();
      try {
        notices.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        notices.drainPermits();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** The thread that looks, to be watched. */
  public Thread thread() {
    return thread;
  }

  private void look() {
    try {
      subscribe();
      Revision now = reader.revision();
      if (!now.equals(seen)) {
        ControlState state = reader.read();
        tellUnreadable(state);
        listener.accept(state);
        seen = state.revision();
      }
      reached(true, null);
    } catch (RedisException e) {
      reached(false, e);
    } catch (DamagedException e) {
      LOG.atError().setCause(e).log("Refused control state that cannot be read");
    } catch (RuntimeException e) {
      // The listener failed; the watch must outlive it, and offers the state again.
      LOG.atError().setCause(e).log("Could not apply control state");
    }
  }

  /** Once for each key, however often the state is read. */
  private void tellUnreadable(ControlState state) {
    var now = new HashMap<String, String>();
    state.apps().values().forEach(app -> now.putAll(app.unreadable()));
    now.forEach((key, reason) -> {
      if (!reason.equals(unreadable.get(key))) {
        LOG.atError()
            .addKeyValue("key", key)
            .addKeyValue("reason", reason)
            .log("Cannot read a control key; its app stays as it is until somebody mends it");
      }
    });
    unreadable = now;
  }

  private void subscribe() {
    if (subscription != null) {
      return;
    }
    var made = redis.connectForNotices();
    try {
      made.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
              notices.release();
            }
          });
      made.sync().subscribe(Keys.REVISION);
      subscription = made;
    } finally {
      if (subscription == null) {
        made.closeAsync();
      }
    }
  }

  private void reached(boolean now, @Nullable RedisException why) {
    if (connected && !now) {
      LOG.atWarn()
          .addKeyValue("reason", why == null ? "" : why.getMessage())
          .log("Lost Redis; going on with what is known");
    } else if (!connected && now) {
      LOG.atInfo().log("Reached Redis again");
    }
    connected = now;
  }
}

package dev.aviary.contract.route;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Revision;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over the control state whenever its revision changes: at once by notice, and by a regular
 * look in case a notice was lost. The listener runs on the watch's own loop.
 */
public final class ControlWatch implements AutoCloseable {
  /**
   * How often the revision is looked at without a notice. A connection for notices that is lost,
   * and one that is there again, is a reason to look at once: only a Redis that hangs, which sends
   * no notices either, is found by the look alone.
   */
  static final Duration LOOK = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(ControlWatch.class);

  private final RedisLink redis;
  private final ControlReader reader;
  private final Consumer<ControlState> listener;
  private final CountDownLatch looked = new CountDownLatch(1);
  private final BackgroundLoop loop;
  private @Nullable StatefulRedisPubSubConnection<String, String> subscription;
  private @Nullable Revision seen;
  private Map<String, String> unreadable = Map.of();
  private volatile boolean connected = true;

  public ControlWatch(
      RedisLink redis,
      ControlReader reader,
      BackgroundLoops loops,
      Consumer<ControlState> listener) {
    this.redis = redis;
    this.reader = reader;
    this.listener = listener;
    this.loop = loops.make("control-watch", LOOK, this::look);
  }

  public ControlWatch start() {
    loop.start();
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

  /** Whether the last look reached Redis, and no command of this process waits for it since. */
  public boolean connected() {
    return connected && !redis.hangs();
  }

  /** Looks again now. */
  public void nudge() {
    loop.wake();
  }

  @PreDestroy
  @Override
  public void close() {
    loop.close();
    if (subscription != null) {
      subscription.closeAsync();
    }
  }

  /** A listener that fails is offered the state again by the next look. */
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
      throw e;
    } finally {
      looked.countDown();
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
            .log("Cannot read a control key; its app stays unchanged until the key is repaired");
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
              loop.wake();
            }

            // Also each time that the connection was made again.
            @Override
            public void subscribed(String channel, long count) {
              loop.wake();
            }
          });
      made.addListener(
          new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
              loop.wake();
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
          .log("Redis does not answer; going on with what is known");
    } else if (!connected && now) {
      LOG.atInfo().log("Redis answers again");
    }
    connected = now;
  }
}

package dev.aviary.contract.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is made at its first use and kept. It reconnects by itself when it is lost. One
 * on which Redis answers nothing is replaced by another, which is made in the background: the
 * machine of its Redis may be gone without a word, or Redis may have hung and is back.
 */
final class HeldConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeldConnection.class);

  private final RedisClient client;
  private final CommandWatch watch;
  private final ReentrantLock connecting = new ReentrantLock();
  private final AtomicBoolean renewing = new AtomicBoolean();
  private final AtomicLong losses = new AtomicLong();
  private volatile @Nullable Held held;
  private volatile boolean closed;

  HeldConnection(RedisClient client, CommandWatch watch) {
    this.client = client;
    this.watch = watch;
  }

  private record Held(
      StatefulRedisConnection<String, String> connection, RedisCommands<String, String> commands) {}

  /**
   * @throws HungException when the last commands got no answer
   */
  RedisCommands<String, String> commands() {
    Held now = held();
    if (watch.hangs()) {
      if (now.connection().isOpen()) {
        renew(now);
        throw new HungException();
      }
      // A connection that is lost is another matter: Lettuce refuses commands itself.
      watch.answered();
    }
    return now.commands();
  }

  /** Rises each time that the connection is lost or replaced. */
  long losses() {
    return losses.get();
  }

  @Override
  public void close() {
    connecting.lock();
    try {
      closed = true;
      Held now = held;
      if (now != null) {
        now.connection().close();
      }
    } finally {
      connecting.unlock();
    }
  }

  private Held held() {
    Held now = held;
    if (now != null) {
      return now;
    }
    connecting.lock();
    try {
      now = held;
      if (now == null) {
        now = connect();
        held = now;
      }
      return now;
    } finally {
      connecting.unlock();
    }
  }

  private Held connect() {
    var connection = client.connect(TextCodec.UTF8);
    connection.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
            losses.incrementAndGet();
          }
        });
    return new Held(connection, watch.watched(connection.sync()));
  }

  /** One attempt at a time; the next use that finds Redis silent makes another one. */
  private void renew(Held silent) {
    if (renewing.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("redis-renewal")
          .start(() -> {
            try {
              replace(silent, connect());
            } catch (RedisException e) {
              LOG.atDebug()
                  .addKeyValue("reason", e.getMessage())
                  .log("Redis still does not answer");
            } finally {
              renewing.set(false);
            }
          });
    }
  }

  private void replace(Held silent, Held fresh) {
    connecting.lock();
    try {
      if (closed) {
        fresh.connection().closeAsync();
        return;
      }
      held = fresh;
      losses.incrementAndGet();
      watch.answered();
    } finally {
      connecting.unlock();
    }
    silent.connection().closeAsync();
  }
}

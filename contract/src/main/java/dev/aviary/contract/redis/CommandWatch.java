package dev.aviary.contract.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.event.command.CommandFailedEvent;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandStartedEvent;
import io.lettuce.core.event.command.CommandSucceededEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the answers to this process's commands say of Redis. Lettuce tells a listener when a command
 * begins and when its answer comes; of one that timed out it tells nothing.
 */
final class CommandWatch implements CommandListener, RedisConnectionStateListener {
  private static final long LONGEST = ClientBehaviour.COMMAND.toNanos();
  private static final long NOTHING = 0;

  /** When the first command was sent since the last answer of any, or nothing. */
  private final AtomicLong waitingSince = new AtomicLong(NOTHING);

  private final List<Runnable> refusals = new CopyOnWriteArrayList<>();

  /** Is called when Redis refuses a write because it is full or cannot save to its disk. */
  void onRefusal(Runnable listener) {
    refusals.add(listener);
  }

  /**
   * Whether Redis takes commands and answers none: nothing came for as long as a command waits for
   * its answer. No command that blocks may block for so long.
   */
  boolean hangs() {
    long since = waitingSince.get();
    return since != NOTHING && System.nanoTime() - since > LONGEST;
  }

  @Override
  public void commandStarted(CommandStartedEvent event) {
    if (waitingSince.get() == NOTHING) {
      // Odd, so that it is never the number that stands for nothing.
      waitingSince.compareAndSet(NOTHING, System.nanoTime() | 1);
    }
  }

  @Override
  public void commandSucceeded(CommandSucceededEvent event) {
    answered();
  }

  @Override
  public void commandFailed(CommandFailedEvent event) {
    if (event.getCause() instanceof RedisCommandExecutionException refused) {
      answered();
      RedisFailure why = RedisFailure.of(refused);
      if (why == RedisFailure.FULL || why == RedisFailure.DISK) {
        refusals.forEach(Runnable::run);
      }
    }
  }

  /** What was waited for will never come. */
  @Override
  public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
    answered();
  }

  private void answered() {
    if (waitingSince.get() != NOTHING) {
      waitingSince.set(NOTHING);
    }
  }
}

package dev.aviary.contract.redis;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A timer for deadlines that hardly ever come: of commands that are answered at once. Netty's wheel
 * wakes at each tick, ten times a second by default; this one wakes for a task that is due, and
 * every 2.5 s to look for one. A later task, as a command's limit of 3 s is, wakes no thread when
 * it is added. Tasks run on the timer's thread, none before its time.
 */
final class RestingTimer implements Timer {
  /** Less than the limit of a command. */
  static final Duration REST = Duration.ofMillis(2_500);

  private static final Logger LOG = LoggerFactory.getLogger(RestingTimer.class);

  private final ConcurrentSkipListSet<Entry> waiting =
      new ConcurrentSkipListSet<>(
          Comparator.comparingLong((Entry each) -> each.dueAt)
              .thenComparingLong(each -> each.number));

  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong rounds = new AtomicLong();
  private final long begin = System.nanoTime();
  private final Thread thread;

  /** Least while the thread works: it looks again before it rests. */
  private volatile long wakesAt = Long.MIN_VALUE;

  private volatile boolean stopped;

  RestingTimer(String name) {
    this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  @Override
  public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
    if (stopped) {
      throw new IllegalStateException("The timer was stopped");
    }
    var added =
        new Entry(task, now() + Math.max(0, unit.toNanos(delay)), numbers.incrementAndGet());
    waiting.add(added);
    // The thread says when it wakes before it looks a last time: one of both sees the other.
    if (added.dueAt < wakesAt) {
      LockSupport.unpark(thread);
    }
    return added;
  }

  @Override
  public Set<Timeout> stop() {
    stopped = true;
    LockSupport.unpark(thread);
    var left = new HashSet<Timeout>(waiting);
    waiting.clear();
    return left;
  }

  /** How often the thread woke. */
  long rounds() {
    return rounds.get();
  }

  private void run() {
    while (!stopped) {
      rounds.incrementAndGet();
      Entry first = runDue();
      long latest = now() + REST.toNanos();
      wakesAt = first == null ? latest : Math.min(latest, first.dueAt);
      Entry since = peek();
      if (since != null && since.dueAt < wakesAt) {
        wakesAt = since.dueAt;
      }
      LockSupport.parkNanos(this, Math.max(1, wakesAt - now()));
      wakesAt = Long.MIN_VALUE;
    }
  }

  /** The first that is not due yet. */
  private @Nullable Entry runDue() {
    Entry first = peek();
    while (first != null && first.dueAt <= now()) {
      waiting.remove(first);
      first.expire();
      first = peek();
    }
    return first;
  }

  private @Nullable Entry peek() {
    var all = waiting.iterator();
    return all.hasNext() ? all.next() : null;
  }

  private long now() {
    return System.nanoTime() - begin;
  }

  private enum State {
    WAITING,
    CANCELLED,
    EXPIRED
  }

  private final class Entry implements Timeout {
    private final TimerTask task;
    private final long dueAt;
    private final long number;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    Entry(TimerTask task, long dueAt, long number) {
      this.task = task;
      this.dueAt = dueAt;
      this.number = number;
    }

    @Override
    public Timer timer() {
      return RestingTimer.this;
    }

    @Override
    public TimerTask task() {
      return task;
    }

    @Override
    public boolean isExpired() {
      return state.get() == State.EXPIRED;
    }

    @Override
    public boolean isCancelled() {
      return state.get() == State.CANCELLED;
    }

    @Override
    public boolean cancel() {
      if (!state.compareAndSet(State.WAITING, State.CANCELLED)) {
        return false;
      }
      waiting.remove(this);
      task.cancelled(this);
      return true;
    }

    private void expire() {
      if (state.compareAndSet(State.WAITING, State.EXPIRED)) {
        try {
          task.run(this);
        } catch (Throwable e) {
          // Whatever it was: the others' time comes too.
          LOG.atError().setCause(e).log("A task of the timer failed");
        }
      }
    }
  }
}

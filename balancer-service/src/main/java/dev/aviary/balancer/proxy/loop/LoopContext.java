package dev.aviary.balancer.proxy.loop;

import dev.aviary.balancer.http.Limits;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What all parts of the data path share on one event loop. Only that loop uses it: no locks. */
public final class LoopContext {
  /** Bytes. A smaller message waits for the end of the turn; a larger one is sent at once. */
  private static final int SMALL = 4_096;

  private final EventLoop loop;
  private final DataPathSettings settings;
  private final ArrayDeque<Channel> flushBatch = new ArrayDeque<>();
  private final RandomGenerator random = new SplittableRandom();
  private long now = System.nanoTime();
  private boolean draining;

  public LoopContext(EventLoop loop, DataPathSettings settings) {
    this.loop = loop;
    this.settings = settings;
  }

  public EventLoop loop() {
    return loop;
  }

  public DataPathSettings settings() {
    return settings;
  }

  public Limits limits() {
    return settings.limits();
  }

  public Deadlines deadlines() {
    return settings.deadlines();
  }

  public RandomGenerator random() {
    return random;
  }

  /**
   * Sends what was written to the channel. Small messages of this loop are sent together, at the
   * end of the loop's turn: a receiver of several messages is woken once, and the kernel's code for
   * sending stays in the CPU cache. A message waits for no longer than the other events of that
   * turn take.
   */
  public void flush(Channel channel) {
    if (channel.bytesBeforeUnwritable() < BufferSizes.WRITES.high() - SMALL) {
      channel.flush();
      return;
    }
    if (flushBatch.isEmpty()) {
      loop.execute(this::flushAll);
    }
    flushBatch.add(channel);
  }

  private void flushAll() {
    for (Channel channel = flushBatch.poll(); channel != null; channel = flushBatch.poll()) {
      channel.flush();
    }
  }

  /** {@link System#nanoTime()} as of the last scan: up to a quarter of a second old. */
  public long now() {
    return now;
  }

  /** Sets the clock. */
  public void tick() {
    now = System.nanoTime();
  }

  /** Whether the balancer stops: each answer is the last one of its connection. */
  public boolean draining() {
    return draining;
  }

  public void startDraining() {
    draining = true;
  }
}

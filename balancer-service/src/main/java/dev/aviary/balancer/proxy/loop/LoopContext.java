package dev.aviary.balancer.proxy.loop;

import dev.aviary.balancer.http.Limits;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What all parts of the data path share on one event loop. Only that loop uses it: no locks. */
public final class LoopContext {
  private final EventLoop loop;
  private final DataPathSettings settings;
  private final FlushBatch flushes;
  private final RandomGenerator random = new SplittableRandom();
  private long now = System.nanoTime();
  private boolean draining;

  public LoopContext(EventLoop loop, DataPathSettings settings) {
    this.loop = loop;
    this.settings = settings;
    this.flushes = new FlushBatch(loop);
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

  /** Sends what was written to the channel: at once, or with the other flushes of this turn. */
  public void flush(Channel channel) {
    flushes.flush(channel);
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

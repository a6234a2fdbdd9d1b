package dev.aviary.balancer.testing;

import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The data path's event loops, to be held up. */
public final class EventLoops {
  private EventLoops() {}

  /** Returns when one of them runs nothing any more, until what is returned is closed. */
  public static Held holdOne(TestBalancer balancer) throws InterruptedException {
    return hold(all(balancer).subList(0, 1));
  }

  private static Held hold(List<EventExecutor> loops) throws InterruptedException {
    var held = new CountDownLatch(loops.size());
    var release = new CountDownLatch(1);
    for (EventExecutor loop : loops) {
      loop.execute(() -> {
        held.countDown();
        awaitUninterruptibly(release);
      });
    }
    held.await();
    return release::countDown;
  }

  private static List<EventExecutor> all(TestBalancer balancer) {
    var loops = new ArrayList<EventExecutor>();
    balancer
        .bean(EventLoopGroupRegistry.class)
        .getEventLoopGroup("traffic")
        .orElseThrow()
        .forEach(loops::add);
    return loops;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Goes on when it is closed. */
  @FunctionalInterface
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }
}

package dev.aviary.contract.loop;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Makes the loops of this process and knows them all. A loop is closed by its owner, who knows what
 * must outlive it; what is left is closed with the process.
 */
@Singleton
public final class BackgroundLoops {
  private final List<BackgroundLoop> all = new CopyOnWriteArrayList<>();

  /**
   * A loop that is not started yet.
   *
   * @param name of the loop in logs and in {@code /health}
   * @param pause between the end of a round and the next one
   */
  public BackgroundLoop make(String name, Duration pause, BackgroundLoop.Round round) {
    return make(name, () -> pause, round);
  }

  /**
   * The same with a pause that is asked for after each round.
   *
   * @param pause may be zero; is called on the loop's thread
   */
  public BackgroundLoop make(String name, Supplier<Duration> pause, BackgroundLoop.Round round) {
    var loop = new BackgroundLoop(name, pause, round);
    all.removeIf(each -> each.state() instanceof LoopState.Closed);
    all.add(loop);
    return loop;
  }

  /** In the order in which they were made. */
  List<BackgroundLoop> all() {
    return List.copyOf(all);
  }

  @PreDestroy
  void close() {
    // All at once first: each may have a round under way.
    all.forEach(BackgroundLoop::endSoon);
    all.forEach(BackgroundLoop::close);
  }
}

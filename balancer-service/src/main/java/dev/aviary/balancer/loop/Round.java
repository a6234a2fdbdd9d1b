package dev.aviary.balancer.loop;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task that recurs: whatever one run throws, an error too, the next one comes. */
public final class Round implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);

  private final String name;
  private final Duration most;
  private final Runnable body;
  private volatile long endedAt = System.nanoTime();

  Round(String name, Duration most, Runnable body) {
    this.name = name;
    this.most = most;
    this.body = body;
  }

  @Override
  public void run() {
    try {
      body.run();
      endedAt = System.nanoTime();
    } catch (Throwable e) {
      // A timer that is thrown at stops for good, and says nothing.
      LOG.atError()
          .setCause(e)
          .addKeyValue("loop", name)
          .log("A round failed; the next one follows");
    }
  }

  Optional<String> fault(long now) {
    Duration since = Duration.ofNanos(now - endedAt);
    return since.compareTo(most) > 0
        ? Optional.of("no round has ended well for " + since.toSeconds() + " s")
        : Optional.empty();
  }
}

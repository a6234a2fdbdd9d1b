package dev.aviary.builder.deploy;

import dev.aviary.contract.app.Release;
import dev.aviary.contract.loop.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a deployment that waits. One whose image is there only asks for its turn; a
 * source is checked out again after at most 1 s, 2 s, 4 s up to 30 s.
 *
 * @param release what was built of it, or null
 * @param tries how often it has waited for the engine in a row
 * @param until when it is tried again, by {@link System#nanoTime}
 */
record Waiting(String reason, @Nullable Release release, int tries, long until) {
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  /**
   * @param before the wait before this one, or null
   * @param now {@link System#nanoTime}
   */
  static Waiting after(
      @Nullable Waiting before,
      String reason,
      @Nullable Release release,
      long now,
      RandomGenerator random) {
    if (release != null) {
      return new Waiting(reason, release, 0, now);
    }
    int tries = before == null ? 1 : before.tries + 1;
    return new Waiting(reason, null, tries, now + PAUSES.after(tries, random).toNanos());
  }

  boolean rests(long now) {
    return now - until < 0;
  }
}

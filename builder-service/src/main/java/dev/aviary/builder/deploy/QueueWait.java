package dev.aviary.builder.deploy;

import dev.aviary.contract.app.Release;
import dev.aviary.contract.loop.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the worker remembers of a deployment that waits. */
sealed interface QueueWait {

  /** What it waits for, for a person. */
  String reason();

  /** Whether it is left alone at the moment, by {@link System#nanoTime}. */
  boolean rests(long now);

  /** Its image exists: it waits until its track takes the release, and asks at every look. */
  record ForTrack(String reason, Release release) implements QueueWait {
    @Override
    public boolean rests(long now) {
      return false;
    }
  }

  /**
   * Its image is yet to be made: it waits for the engine, and is tried again after at most 1 s, 2
   * s, 4 s up to 30 s.
   *
   * @param tries how often it has waited for the engine in a row
   * @param until when it is tried again, by {@link System#nanoTime}
   */
  record ForEngine(String reason, int tries, long until) implements QueueWait {
    private static final Backoff PAUSES =
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /**
     * @param before the wait before this one, or null
     * @param now {@link System#nanoTime}
     */
    static ForEngine after(
        @Nullable QueueWait before, String reason, long now, RandomGenerator random) {
      int tries = before instanceof ForEngine earlier ? earlier.tries + 1 : 1;
      return new ForEngine(reason, tries, now + PAUSES.after(tries, random).toNanos());
    }

    @Override
    public boolean rests(long now) {
      return now - until < 0;
    }
  }
}

package dev.aviary.contract.log;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts how often each thing happened, so that it is logged the first time and not every time.
 * Remembers the {@value #MOST} things that happened last.
 */
public final class Repetitions {
  static final int MOST = 1_000;

  private final Map<String, Long> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /** How often it has happened, this time included. */
  public synchronized long add(String what) {
    return counts.merge(what, 1L, Long::sum);
  }

  /** Counts it. Whether this was the first time. */
  public boolean first(String what) {
    return add(what) == 1;
  }
}

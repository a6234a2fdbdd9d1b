package dev.aviary.monitor.canary;

import java.time.Instant;
import java.util.Comparator;

/** Ids of stream entries: {@code <milliseconds since 1970>-<n>}. */
final class EntryIds {
  private static final Comparator<String> ORDER =
      Comparator.<String>comparingLong(id -> part(id, 0)).thenComparingLong(id -> part(id, 1));

  private EntryIds() {}

  static int compare(String one, String other) {
    return ORDER.compare(one, other);
  }

  /** One that comes before all that were put there since. */
  static String before(Instant at) {
    return Math.max(0, at.toEpochMilli() - 1) + "-0";
  }

  private static long part(String id, int n) {
    String[] parts = id.split("-", 2);
    return n < parts.length ? Long.parseLong(parts[n]) : 0;
  }
}

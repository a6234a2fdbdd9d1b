package dev.aviary.contract.telemetry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bounds by which times of answers are counted: the R10 series of ISO 3 from 1 ms to 31.5 s,
 * each about a quarter longer than the one before, so that a quantile is known to a quarter.
 */
public final class LatencyBounds {
  /** What counts are called that took longer than the last bound. */
  public static final String MORE = "more";

  private static final int[] SERIES = {100, 125, 160, 200, 250, 315, 400, 500, 630, 800};
  private static final long LEAST_NANOS = 10_000;
  private static final long MOST_NANOS = 31_500_000_000L;
  private static final long[] NANOS = nanos();

  /** Upper bounds in milliseconds, in ascending order. */
  public static final List<Double> MILLIS =
      Arrays.stream(NANOS).mapToObj(each -> each / 1e6).toList();

  /** What the counts are called: the bounds as people write them, then {@link #MORE}. */
  public static final List<String> NAMES = names();

  private LatencyBounds() {}

  /**
   * Which of {@link #NAMES} a time counts for: the first bound that is not shorter.
   *
   * @param nanos 0 or more
   */
  public static int index(long nanos) {
    int found = Arrays.binarySearch(NANOS, nanos);
    return found < 0 ? -found - 1 : found;
  }

  /**
   * The wire form: what was counted, by name and in order.
   *
   * @param counts one for each of {@link #NAMES}
   */
  public static Map<String, Long> named(List<Long> counts) {
    var named = new LinkedHashMap<String, Long>();
    for (int i = 0; i < NAMES.size(); i++) {
      if (counts.get(i) != 0) {
        named.put(NAMES.get(i), counts.get(i));
      }
    }
    return named;
  }

  /** One count for each of {@link #NAMES}; a name that is not among them is left out. */
  public static List<Long> counts(Map<String, Long> named) {
    return NAMES.stream().map(name -> named.getOrDefault(name, 0L)).toList();
  }

  private static long[] nanos() {
    var bounds = new ArrayList<Long>();
    for (long decade = LEAST_NANOS; decade < MOST_NANOS; decade *= 10) {
      for (int each : SERIES) {
        bounds.add(each * decade);
      }
    }
    return bounds.stream().mapToLong(Long::longValue).filter(each -> each <= MOST_NANOS).toArray();
  }

  private static List<String> names() {
    var names = new ArrayList<String>();
    for (long bound : NANOS) {
      names.add(BigDecimal.valueOf(bound, 6).stripTrailingZeros().toPlainString());
    }
    names.add(MORE);
    return Collections.unmodifiableList(names);
  }
}

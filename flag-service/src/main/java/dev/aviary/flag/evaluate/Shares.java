package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import java.util.List;

/**
 * The shares of a {@code fractional}, added up: share i has the buckets below its threshold that no
 * share before it has.
 */
final class Shares {
  private static final Shares INVALID = new Shares(new Json[0], new long[0], false);

  /** As many buckets as flagd has at most. */
  private static final long MOST = Integer.MAX_VALUE;

  private final Json[] results;
  private final long[] thresholds;
  private final boolean valid;

  private Shares(Json[] results, long[] thresholds, boolean valid) {
    this.results = results;
    this.thresholds = thresholds;
    this.valid = valid;
  }

  /**
   * @param shares lists of a result and a weight, which is 1 when it is missing
   * @return not valid, when one is no such list or there are too many buckets
   */
  static Shares of(List<Json> shares) {
    Json[] results = new Json[shares.size()];
    long[] thresholds = new long[shares.size()];
    long total = 0;
    for (int i = 0; i < results.length; i++) {
      if (!(shares.get(i) instanceof ArrayNode(List<Json> share))
          || share.isEmpty()
          || share.size() > 2
          || share.getFirst() instanceof ArrayNode
          || share.getFirst() instanceof Json.ObjectNode) {
        return INVALID;
      }
      double weight = share.size() < 2 ? 1 : weight(share.get(1));
      if (Double.isNaN(weight) || total + weight > MOST) {
        return INVALID;
      }
      total += (long) weight;
      results[i] = share.getFirst();
      thresholds[i] = total;
    }
    return new Shares(results, thresholds, true);
  }

  /** NaN: it is no whole number. A negative one is what a ramp by the time may give. */
  private static double weight(Json json) {
    return json instanceof NumberNode number
            && Double.isFinite(number.value())
            && number.value() == Math.rint(number.value())
        ? Math.max(0, number.value())
        : Double.NaN;
  }

  /** Otherwise there is nothing to fall into. */
  boolean isValid() {
    return valid;
  }

  int count() {
    return results.length;
  }

  Json result(int share) {
    return results[share];
  }

  long threshold(int share) {
    return thresholds[share];
  }

  /** How many buckets there are. */
  long total() {
    return thresholds.length == 0 ? 0 : thresholds[thresholds.length - 1];
  }

  /** The share that has that bucket; {@link #count}: none has. */
  int share(long bucket) {
    int i = 0;
    while (i < thresholds.length && thresholds[i] <= bucket) {
      i++;
    }
    return i;
  }
}

package dev.aviary.balancer.simulation;

import dev.aviary.contract.app.Slot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the visitors of a scenario got. */
final class Outcome {
  private static final int WINDOW = 100;

  private final List<Long> latencies = new ArrayList<>();
  private final List<Slot> chosen = new ArrayList<>();
  private final Map<Slot, Integer> answered = new EnumMap<>(Slot.class);
  private int failed;
  private int retried;

  void chosen(Slot slot) {
    chosen.add(slot);
  }

  void retried() {
    retried++;
  }

  void answered(Slot by, long nanos, boolean well) {
    latencies.add(nanos);
    answered.merge(by, 1, Integer::sum);
    failed += well ? 0 : 1;
  }

  int requests() {
    return latencies.size();
  }

  int failed() {
    return failed;
  }

  int retries() {
    return retried;
  }

  /** Milliseconds within which so many of a hundred answers came. */
  double percentile(double percent) {
    List<Long> sorted = latencies.stream().sorted().toList();
    int place = (int) StrictMath.ceil(percent / 100 * sorted.size()) - 1;
    return sorted.get(place) / 1e6;
  }

  /** The part of the answers that a slot gave, in percent. */
  double share(Slot slot) {
    return 100.0 * answered.getOrDefault(slot, 0) / requests();
  }

  /** The fewest and the most requests that were chosen for the canary of any hundred in a row. */
  String canariesOfAnyHundred() {
    int in = 0;
    int least = WINDOW;
    int most = 0;
    for (int i = 0; i < chosen.size(); i++) {
      in += chosen.get(i) == Slot.CANARY ? 1 : 0;
      in -= i >= WINDOW && chosen.get(i - WINDOW) == Slot.CANARY ? 1 : 0;
      if (i >= WINDOW - 1) {
        least = Math.min(least, in);
        most = Math.max(most, in);
      }
    }
    return least == most ? Integer.toString(least) : least + " to " + most;
  }
}

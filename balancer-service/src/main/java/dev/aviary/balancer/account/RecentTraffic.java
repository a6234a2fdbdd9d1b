package dev.aviary.balancer.account;

import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What each release answered during the last seconds. */
@Singleton
public final class RecentTraffic {
  /** Over how many seconds rates and percentiles are told. */
  public static final int SECONDS = 10;

  private final SlotMeters meters;
  private final Map<SlotMeter, Deque<Reading>> readings = new HashMap<>();

  RecentTraffic(SlotMeters meters) {
    this.meters = meters;
  }

  private record Reading(long at, Totals totals) {}

  /** Every second or so, of each meter. */
  synchronized void read(SlotMeter meter, Totals totals, long at) {
    Deque<Reading> kept = readings.computeIfAbsent(meter, each -> new ArrayDeque<>());
    kept.addLast(new Reading(at, totals));
    while (kept.size() > SECONDS + 1) {
      kept.removeFirst();
    }
  }

  /** Forgets what the meters have forgotten. */
  synchronized void forget() {
    readings.keySet().retainAll(meters.all());
  }

  /** The app's slots in order, with each release that is routed to or still answers. */
  public synchronized List<SlotTraffic> of(String app) {
    return readings.entrySet().stream()
        .filter(entry -> entry.getKey().app().equals(app))
        .map(entry -> traffic(entry.getKey(), entry.getValue()))
        .filter(each -> each.routed() || each.inFlight() > 0 || each.requestsPerSecond() > 0)
        .sorted(Comparator.comparing(SlotTraffic::slot))
        .toList();
  }

  private SlotTraffic traffic(SlotMeter meter, Deque<Reading> kept) {
    Reading first = kept.getFirst();
    Reading last = kept.getLast();
    double seconds = (double) (last.at() - first.at()) / TimeUnit.SECONDS.toNanos(1);
    return SlotTraffic.of(
        meter, meters.routes(meter), last.totals().since(first.totals()), seconds);
  }
}

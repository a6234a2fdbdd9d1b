package dev.aviary.balancer.account;

import dev.aviary.contract.app.Slot;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The meters of all releases that are routed to. A meter stays for ten minutes after its release
 * left, so that Prometheus, which asks once a minute, sees its last counts.
 */
@Singleton
public final class SlotMeters {
  static final Duration KEPT_FOR = Duration.ofMinutes(10);

  private final Map<Key, SlotMeter> meters = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> overRate = new ConcurrentHashMap<>();
  private final Map<SlotMeter, Long> leftAt = new ConcurrentHashMap<>();

  /** Counts the requests of an app that its rate limit refused. */
  public LongAdder overRate(String app) {
    return overRate.computeIfAbsent(app, key -> new LongAdder());
  }

  /** The same of all apps that ever had such a limit. */
  Map<String, LongAdder> overRate() {
    return overRate;
  }

  /** The meter of a release in a slot, made when the release is first routed to. */
  public SlotMeter of(String app, Slot slot, String release) {
    return meters.computeIfAbsent(
        new Key(app, slot, release), key -> new SlotMeter(app, slot, release));
  }

  /** From now on these are routed to and no others. */
  public void routed(Set<SlotMeter> now) {
    long at = System.nanoTime();
    leftAt.keySet().removeAll(now);
    meters.values().stream()
        .filter(meter -> !now.contains(meter))
        .forEach(meter -> leftAt.putIfAbsent(meter, at));
  }

  boolean routes(SlotMeter meter) {
    return !leftAt.containsKey(meter);
  }

  /** Forgets those that are not routed to any more, have nothing in flight, and were kept. */
  void forget(long now) {
    List<SlotMeter> over =
        leftAt.entrySet().stream()
            .filter(left -> now - left.getValue() > KEPT_FOR.toNanos())
            .map(Map.Entry::getKey)
            .filter(meter -> meter.inFlight() == 0)
            .toList();
    meters.values().removeAll(over);
    over.forEach(leftAt::remove);
  }

  Collection<SlotMeter> all() {
    return meters.values();
  }

  private record Key(String app, Slot slot, String release) {}
}

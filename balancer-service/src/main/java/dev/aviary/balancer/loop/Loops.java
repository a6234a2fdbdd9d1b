package dev.aviary.balancer.loop;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Every loop of this process, by name, with what is wrong with it. */
@Singleton
public final class Loops {
  private final Map<String, Supplier<Optional<String>>> faults = new ConcurrentHashMap<>();

  /**
   * Makes a task that recurs.
   *
   * @param most after this time without a round that ended well the loop is faulty
   */
  public Round round(String name, Duration most, Runnable body) {
    var round = new Round(name, most, body);
    faults.put(name, () -> round.fault(System.nanoTime()));
    return round;
  }

  /** Adds a loop that has its own way to go on; it is faulty when its thread has ended. */
  public void add(String name, Thread thread) {
    faults.put(name, () -> thread.isAlive() ? Optional.empty() : Optional.of("its thread ended"));
  }

  /** What is wrong, by the names of the loops; empty when nothing is. */
  public Map<String, String> faults() {
    var found = new TreeMap<String, String>();
    faults.forEach((name, fault) -> fault.get().ifPresent(why -> found.put(name, why)));
    return found;
  }
}

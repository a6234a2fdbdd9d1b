package dev.aviary.builder.reconcile;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was last seen of every app, to tell which of them changed since.
 *
 * @param <T> equal when nothing changed
 */
final class LastSeen<T> {
  private Map<String, T> before = Map.of();

  /** The apps of which something else is seen now, those that were not there or went among them. */
  synchronized Set<String> changed(Map<String, T> now) {
    var apps = new HashSet<>(before.keySet());
    apps.addAll(now.keySet());
    Map<String, T> last = before;
    before = Map.copyOf(now);
    return apps.stream()
        .filter(app -> !now.containsKey(app) || !now.get(app).equals(last.get(app)))
        .collect(Collectors.toUnmodifiableSet());
  }
}

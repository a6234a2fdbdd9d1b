package dev.aviary.balancer.control;

import dev.aviary.contract.route.ControlState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The last removal of each app that this balancer knows. All that it knew of an app before a new
 * removal is forgotten.
 */
final class KnownRemovals {
  private final Map<String, Instant> byApp = new HashMap<>();

  void restore(Map<String, Instant> kept) {
    byApp.putAll(kept);
  }

  /**
   * The apps that were removed since the last look, whether registered again or not. A mark that is
   * older than what is known comes from an old copy of Redis's data, and is no news.
   */
  Set<String> learn(ControlState state) {
    var news = new HashSet<String>();
    state
        .removals()
        .forEach((app, mark) -> {
          Instant heard = byApp.get(app);
          if (heard == null || mark.at().isAfter(heard)) {
            byApp.put(app, mark.at());
            news.add(app);
          }
        });
    return news;
  }

  Map<String, Instant> all() {
    return Map.copyOf(byApp);
  }
}

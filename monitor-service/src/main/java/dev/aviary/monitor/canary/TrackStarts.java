package dev.aviary.monitor.canary;

import dev.aviary.contract.judgement.ContainerStarts;
import dev.aviary.contract.judgement.ContainerStarts.Start;
import dev.aviary.monitor.sample.Container;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts how often the containers of one track were started again. For one thread. */
final class TrackStarts {
  /** So many restarts are kept at most; a crash loop makes more of them than anybody reads. */
  private static final int MOST = 100;

  private final Map<String, Start> last = new HashMap<>();
  private final Deque<Instant> restarts = new ArrayDeque<>();

  /**
   * @param known what a monitor before this one saw; null: nothing
   */
  TrackStarts(@Nullable ContainerStarts known) {
    if (known != null) {
      last.putAll(known.last());
      restarts.addAll(known.restarts());
    }
  }

  /**
   * A container runs.
   *
   * @param place where another start is a restart
   */
  void saw(String place, Container container) {
    var start = new Start(container.id(), container.startedAt());
    Start before = last.put(place, start);
    if (before != null && !before.equals(start)) {
      restarts.addLast(container.startedAt());
    }
    while (restarts.size() > MOST) {
      restarts.removeFirst();
    }
  }

  /** Forgets the other places; their restarts still count. */
  void retain(Predicate<String> place) {
    last.keySet().removeIf(place.negate());
  }

  /** The restarts since then, oldest first; earlier ones are forgotten. */
  List<Instant> since(Instant then) {
    restarts.removeIf(each -> each.isBefore(then));
    return List.copyOf(restarts);
  }

  /** As it is kept. */
  ContainerStarts known() {
    return new ContainerStarts(last, List.copyOf(restarts));
  }
}

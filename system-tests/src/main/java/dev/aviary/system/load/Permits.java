package dev.aviary.system.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From which places answers may come, and since or until when. */
final class Permits {
  private record Span(long from, long to) {}

  private final Map<Place, List<Span>> spans = new HashMap<>();
  private final Set<Place> excused = new HashSet<>();

  synchronized void allow(Place place) {
    spans
        .computeIfAbsent(place, _ -> new ArrayList<>())
        .add(new Span(System.nanoTime(), Long.MAX_VALUE));
  }

  /** Requests that start from now on may not be answered from there. */
  synchronized void forbid(Place place) {
    spans
        .getOrDefault(place, new ArrayList<>())
        .replaceAll(
            span -> span.to() == Long.MAX_VALUE ? new Span(span.from(), System.nanoTime()) : span);
  }

  /** Failures that come from there are not the fault of the part that passes them on. */
  synchronized void excuse(Place place) {
    excused.add(place);
  }

  synchronized boolean excuses(Served served) {
    return excused.contains(served.place());
  }

  /** Whether the place was allowed at some time while the request was under way. */
  synchronized boolean cover(Served served) {
    return spans.getOrDefault(served.place(), List.of()).stream()
        .anyMatch(span -> served.ended() >= span.from() && served.started() <= span.to());
  }
}

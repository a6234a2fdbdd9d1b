package dev.aviary.flag.evaluate;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The moments at which time alone may change a result, in milliseconds of the epoch: single ones,
 * and spans in which every whole second is one.
 */
final class ChangeTimes {
  /** Time alone changes nothing. */
  static final ChangeTimes NONE = new ChangeTimes(List.of(), List.of());

  private static final long SECOND = 1000;

  private final long[] moments;
  private final List<Span> spans;

  ChangeTimes(Collection<Long> moments, Collection<Span> spans) {
    this.moments = moments.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
    this.spans = spans.stream().distinct().toList();
  }

  /**
   * A span in which every whole second is a moment.
   *
   * @param first the first moment, a whole second
   * @param last the last moment, a whole second
   */
  record Span(long first, long last) {
    static final Span ALWAYS = new Span(0, Long.MAX_VALUE / SECOND * SECOND);
  }

  static ChangeTimes of(Collection<ChangeTimes> all) {
    List<ChangeTimes> some = all.stream().filter(each -> each != NONE).toList();
    return some.isEmpty()
        ? NONE
        : new ChangeTimes(
            some.stream().flatMapToLong(each -> Arrays.stream(each.moments)).boxed().toList(),
            some.stream().flatMap(each -> each.spans.stream()).toList());
  }

  /** The last moment at or before now; 0: none. */
  long last(long now) {
    int place = Arrays.binarySearch(moments, now);
    int at = place >= 0 ? place : -place - 2;
    long last = at < 0 ? 0 : moments[at];
    for (Span span : spans) {
      if (span.first <= now) {
        last = Math.max(last, Math.min(span.last, Math.floorDiv(now, SECOND) * SECOND));
      }
    }
    return last;
  }

  /** The next moment after now; Long.MAX_VALUE: none. */
  long next(long now) {
    int place = Arrays.binarySearch(moments, now);
    int at = place >= 0 ? place + 1 : -place - 1;
    long next = at < moments.length ? moments[at] : Long.MAX_VALUE;
    for (Span span : spans) {
      long second = Math.max(span.first, (Math.floorDiv(now, SECOND) + 1) * SECOND);
      if (second <= span.last) {
        next = Math.min(next, second);
      }
    }
    return next;
  }
}

package dev.aviary.benchmark.restart;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What visitors met in one run of one case.
 *
 * @param refused connections
 * @param broken requests whose connection ended before their answer was whole
 * @param declined requests that were answered with another status than 200
 * @param late requests without an answer after 20 s
 * @param longest from the moment at which a request was due to its answer, ms
 * @param firstAnswer from the kill to the first answer to a request that was sent after it, ms;
 *     NaN: nothing was killed
 * @param underWay long exchanges when the switch began
 * @param whole long exchanges of which nothing is missing
 */
record RestartRun(
    long answered,
    long refused,
    long broken,
    long declined,
    long late,
    double longest,
    double firstAnswer,
    long underWay,
    long whole) {

  /** One column of the report. */
  record Measure(String name, String unit, ToDoubleFunction<RestartRun> value) {}

  static final Measure FIRST_ANSWER =
      new Measure("kill to first answer", "ms", RestartRun::firstAnswer);

  static final List<Measure> MEASURES =
      List.of(
          new Measure("answered 200", "requests", RestartRun::answered),
          new Measure("refused", "requests", RestartRun::refused),
          new Measure("broken", "requests", RestartRun::broken),
          new Measure("other status", "requests", RestartRun::declined),
          new Measure("no answer", "requests", RestartRun::late),
          new Measure("longest wait", "ms", RestartRun::longest),
          FIRST_ANSWER,
          new Measure("long exchanges under way", "exchanges", RestartRun::underWay),
          new Measure("long exchanges whole", "exchanges", RestartRun::whole));

  String line() {
    return String.format(
        Locale.ROOT,
        "answered %d, refused %d, broken %d, other status %d, no answer %d; longest wait %.0f ms, first answer"
            + " after %.0f ms; long exchanges %d of %d whole",
        answered,
        refused,
        broken,
        declined,
        late,
        longest,
        firstAnswer,
        whole,
        underWay);
  }
}

package dev.aviary.flag.ofrep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts what evaluation costs and saves. */
@Singleton
final class EvaluationMeters {
  /** Flags that were evaluated. */
  static final String EVALUATIONS = "aviary.ofrep.evaluations";

  /** Bulk requests that were answered 304, for which no flag was evaluated. */
  static final String UNCHANGED = "aviary.ofrep.unchanged";

  private final Counter evaluations;
  private final Counter unchanged;

  EvaluationMeters(MeterRegistry registry) {
    this.evaluations =
        Counter.builder(EVALUATIONS).description("Flags that were evaluated").register(registry);
    this.unchanged =
        Counter.builder(UNCHANGED)
            .description("Bulk requests whose client had all flags already")
            .register(registry);
  }

  void evaluated(int flags) {
    evaluations.increment(flags);
  }

  void unchanged() {
    unchanged.increment();
  }
}

package dev.aviary.contract.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;

/** Random ids of spans, but for one that has its ids from elsewhere. */
final class GivenIds implements IdGenerator {
  private static final IdGenerator RANDOM = IdGenerator.random();
  private static final ScopedValue<SpanContext> GIVEN = ScopedValue.newInstance();

  /** What is made meanwhile, on this thread, has these ids. */
  static <T> T with(SpanContext ids, Supplier<T> made) {
    return ScopedValue.where(GIVEN, ids).call(made::get);
  }

  @Override
  public String generateSpanId() {
    return GIVEN.isBound() ? GIVEN.get().getSpanId() : RANDOM.generateSpanId();
  }

  @Override
  public String generateTraceId() {
    return GIVEN.isBound() ? GIVEN.get().getTraceId() : RANDOM.generateTraceId();
  }

  @Override
  public boolean generatesRandomTraceIds() {
    return RANDOM.generatesRandomTraceIds();
  }
}

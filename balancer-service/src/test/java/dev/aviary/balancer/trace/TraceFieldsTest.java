package dev.aviary.balancer.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.opentelemetry.api.trace.SpanContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values of {@code traceparent} name a span (W3C Trace Context, level 2, section 3.2.2). */
final class TraceFieldsTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        // Of a version that is not known yet, what is known is read.
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-will-be-like",
        "fe-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        // Flags that are not known do not matter.
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff"
      })
  void whatNamesASpanIsRead(String value) {
    SpanContext caller = caller(value);
    assertEquals(TRACE, caller.getTraceId());
    assertEquals(SPAN, caller.getSpanId());
    assertTrue(caller.isSampled());
    assertTrue(caller.isRemote());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-fe"
      })
  void theFlagOfSamplingIsTheLastBit(String value) {
    assertTrue(caller(value).isValid());
    assertFalse(caller(value).isSampled());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "what",
        // Version ff is none.
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        // Version 00 has four fields and no more.
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
        // A later version parts its fields with hyphens too.
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
        // Ids of zeros name nothing.
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        // Digits are those of small letters.
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
        "CC-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
        "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bg-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
        "00-ééééééééééééééééééééééééééééééée-00f067aa0ba902b7-01",
        // Each field has its length.
        "0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "000-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e47361-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b71-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
        "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        // Several in one field are none.
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,00-4bf92f3577b34da6a3ce929d0e0e4736"
            + "-00f067aa0ba902b7-01"
      })
  void whatNamesNoneIsNot(String value) {
    assertFalse(caller(value).isValid());
  }

  @Test
  void twoParentsAreNone() {
    String value = "00-" + TRACE + "-" + SPAN + "-01";
    assertFalse(TraceFields.caller(fields(List.of(value, value))).isValid());
    assertFalse(TraceFields.caller(fields(List.of())).isValid());
  }

  @Test
  void theStateMayStandOnSeveralLines() {
    HttpHeaders headers = fields(List.of("00-" + TRACE + "-" + SPAN + "-01"));
    headers.add("tracestate", "a=1").add("tracestate", "b=2,c=3");
    SpanContext caller = TraceFields.caller(headers);
    assertEquals(List.of("1", "2", "3"), List.copyOf(caller.getTraceState().asMap().values()));
  }

  @Test
  void aStateThatIsNoneTakesNoParentAway() {
    HttpHeaders headers = fields(List.of("00-" + TRACE + "-" + SPAN + "-01"));
    headers.add("tracestate", "what");
    assertEquals(TRACE, TraceFields.caller(headers).getTraceId());
  }

  private static SpanContext caller(String value) {
    return TraceFields.caller(fields(List.of(value)));
  }

  private static HttpHeaders fields(List<String> parents) {
    return new DefaultHttpHeaders().set("Traceparent", parents);
  }
}

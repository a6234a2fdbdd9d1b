package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.testing.TraceReceiver;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;

/** Whose wish to be recorded counts, where no trace that begins here is recorded. */
final class SampledTraceIT extends TraceCase {
  @Override
  double ratio() {
    return 0;
  }

  @Test
  void aTrustedProxysWishCounts() throws Exception {
    serve(TraceEcho::serve);
    String got = ask(clientAt(PROXY), "/proxy", parent("01"), "tracestate: " + STATE);
    Span span = span("/proxy");
    assertEquals(TraceReceiver.parent(span) + " " + STATE, got);
    assertEquals(CALLER, id(span.getParentSpanId()));
  }

  @Test
  void aStrangersDoesNotAndTheAppIsToldSo() throws Exception {
    serve(TraceEcho::serve);
    String got = ask(client(), "/stranger", parent("01"), "tracestate: " + STATE);
    assertTrue(got.matches("00-" + TRACE + "-[0-9a-f]{16}-00 " + STATE), got);
    assertFalse(got.contains(CALLER), got);
    awaitLater();
    assertEquals(0, spans("/stranger").size());
  }

  @Test
  void whatNobodyWantsRecordedPassesAsItIs() throws Exception {
    serve(TraceEcho::serve);
    String expected = "00-" + TRACE + "-" + CALLER + "-00 " + STATE;
    assertEquals(expected, ask(client(), "/none", parent("00"), "tracestate: " + STATE));
    assertEquals(expected, ask(clientAt(PROXY), "/none", parent("00"), "tracestate: " + STATE));
  }

  @Test
  void theFlagOfARandomIdIsKept() throws Exception {
    serve(TraceEcho::serve);
    String got = ask(client(), "/random", parent("03"));
    assertTrue(got.matches("00-" + TRACE + "-[0-9a-f]{16}-02 "), got);
  }

  @Test
  void aRequestWithoutATraceIsToldNotToBeRecorded() throws Exception {
    serve(TraceEcho::serve);
    String got = ask(client(), "/new", "tracestate: " + STATE);
    assertTrue(got.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-02 "), got);
    awaitLater();
    assertEquals(0, spans("/new").size());
  }

  /** A span that began after all others until now is there, and so would they be. */
  private void awaitLater() throws Exception {
    String path = "/later-" + System.nanoTime();
    ask(clientAt(PROXY), path, parent("01"));
    span(path);
  }
}

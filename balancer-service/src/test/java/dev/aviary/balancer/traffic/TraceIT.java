package dev.aviary.balancer.traffic;

import static dev.aviary.balancer.testing.FrameClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.testing.TraceReceiver;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The span of a request, with every request traced. */
final class TraceIT extends TraceCase {
  @Override
  double ratio() {
    return 1;
  }

  @Test
  void theAppsParentIsTheBalancersSpanAndItsParentTheCallers() throws Exception {
    serve(TraceEcho::serve);
    String got = ask(client(), "/chain", parent("01"), "tracestate: " + STATE);
    Span span = span("/chain");
    assertEquals(TraceReceiver.parent(span) + " " + STATE, got);
    assertEquals(TRACE, id(span.getTraceId()));
    assertEquals(CALLER, id(span.getParentSpanId()));
    assertEquals(STATE, span.getTraceState());
    assertNotEquals(CALLER, id(span.getSpanId()));
  }

  @Test
  void aRequestWithoutATraceBeginsOne() throws Exception {
    serve(TraceEcho::serve);
    String got = ask(client(), "/root", "tracestate: " + STATE);
    Span span = span("/root");
    assertEquals(TraceReceiver.parent(span) + " ", got);
    assertTrue(span.getParentSpanId().isEmpty());
    assertEquals("", span.getTraceState());
  }

  @Test
  void aMalformedTraceIsBegunAnewAndItsStateForgotten() throws Exception {
    serve(TraceEcho::serve);
    String got =
        ask(
            client(),
            "/malformed",
            "traceparent: 00-" + TRACE + "-0000000000000000-01",
            "tracestate: " + STATE);
    Span span = span("/malformed");
    assertEquals(TraceReceiver.parent(span) + " ", got);
    assertNotEquals(TRACE, id(span.getTraceId()));
  }

  @Test
  void aSpanTellsOfTheRequestByTheConventionsAndNothingOfItsClient() throws Exception {
    serve(TraceEcho::serve);
    String got = ask(client(), "/about?secret=hush", "User-Agent: me", "Cookie: a=b");
    Span span = span("/about");
    assertEquals("GET", span.getName());
    assertEquals(SpanKind.SPAN_KIND_SERVER, span.getKind());
    assertEquals(StatusCode.STATUS_CODE_UNSET, span.getStatus().getCode());
    Map<String, String> attributes = attributes(span);
    String release = attributes.remove("aviary.release");
    assertTrue(release.startsWith("flask-app-release-"), release);
    assertEquals(
        release.replace("flask-app-release", "deployment"), attributes.remove("aviary.deployment"));
    assertEquals(
        Map.of(
            "http.request.method", "GET",
            "http.response.status_code", "200",
            "network.protocol.version", "1.1",
            "server.address", "a",
            "url.path", "/about",
            "url.scheme", "http",
            "aviary.app", "flask-app",
            "aviary.track", "stable",
            "aviary.slot", "stable-1"),
        attributes);
    assertTrue(span.getEndTimeUnixNano() >= span.getStartTimeUnixNano());
    assertFalse(got.isEmpty());
  }

  @Test
  void aMethodThatNobodyKnowsIsOneOfThem() throws Exception {
    serve(TraceEcho::serve);
    client().send(Head.of("BREW /method HTTP/1.1", "Host: a")).read();
    Span span = span("/method");
    assertEquals("HTTP", span.getName());
    assertEquals("_OTHER", attributes(span).get("http.request.method"));
    assertEquals("BREW", attributes(span).get("http.request.method_original"));
  }

  @Test
  void overHttp2OnBothSidesItIsTheSame() throws Exception {
    serveFrames(TraceEcho::serve);
    String got =
        http2()
            .headers(
                1,
                true,
                request(
                    "GET",
                    "/http2",
                    "traceparent",
                    "00-" + TRACE + "-" + CALLER + "-01",
                    "tracestate",
                    STATE))
            .answer(1)
            .body();
    Span span = span("/http2");
    assertEquals(TraceReceiver.parent(span) + " " + STATE, got);
    assertEquals(CALLER, id(span.getParentSpanId()));
    assertEquals("2", attributes(span).get("network.protocol.version"));
  }

  @Test
  void eachAttemptIsAnEventWithItsSlot() throws Exception {
    TestBackend gone = opened(TestBackend.answering("never"));
    gone.close();
    TestBackend well = opened(TestBackend.start(TraceEcho::serve));
    Fleet fleet =
        Fleet.of(balancer()).with(Slot.STABLE_1, well).with(Slot.CANARY, gone).publish().split(100);
    String got = ask(client(), "/retried");
    Span span = span("/retried");
    assertEquals(TraceReceiver.parent(span) + " ", got);
    assertEquals(
        List.of("canary", "stable-1"),
        span.getEventsList().stream()
            .filter(event -> event.getName().equals("aviary.attempt"))
            .map(event -> TraceReceiver.attributes(event.getAttributesList()).get("aviary.slot"))
            .toList());
    assertEquals("stable", attributes(span).get("aviary.track"));
    assertEquals("200", attributes(span).get("http.response.status_code"));
    fleet.split(0);
  }

  @Test
  void anAnswerOfTheBalancersOwnSaysWhy() throws Exception {
    serve(conversation -> conversation.readHead());
    assertEquals(502, client().get("/hung-up").read().status());
    Span span = span("/hung-up");
    assertEquals(StatusCode.STATUS_CODE_ERROR, span.getStatus().getCode());
    assertEquals("502", attributes(span).get("error.type"));
    assertEquals("backend-hung-up", attributes(span).get("aviary.refusal"));
    assertEquals("stable-1", attributes(span).get("aviary.slot"));
  }

  @Test
  void anErrorOfTheAppIsTheSpans() throws Exception {
    serveAnswer("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n");
    assertEquals(500, client().get("/error").read().status());
    Span span = span("/error");
    assertEquals(StatusCode.STATUS_CODE_ERROR, span.getStatus().getCode());
    assertFalse(attributes(span).containsKey("aviary.refusal"));
  }

  @Test
  void aClientThatLeftIsNoErrorOfTheServer() throws Exception {
    serve(conversation -> {
      conversation.readHead();
      conversation.awaitEnd();
    });
    client().get("/left").close();
    Span span = span("/left");
    assertEquals(StatusCode.STATUS_CODE_UNSET, span.getStatus().getCode());
    assertEquals("client_left", attributes(span).get("error.type"));
    assertFalse(attributes(span).containsKey("http.response.status_code"));
  }

  @Test
  void aClientCannotHaveTheTraceRemoved() throws Exception {
    serve(TraceEcho::serve);
    String got = ask(client(), "/nominated", "Connection: traceparent", parent("01"));
    assertEquals(TraceReceiver.parent(span("/nominated")) + " ", got);
  }

  @Test
  void aLongPathIsCut() throws Exception {
    serve(TraceEcho::serve);
    String path = "/" + "x".repeat(511);
    ask(client(), path + "x".repeat(9_000));
    assertEquals(path, attributes(span(path)).get("url.path"));
  }

  @Test
  void healthAndPrometheusTellOfTheReceiver() throws Exception {
    serve(TraceEcho::serve);
    ask(client(), "/told");
    span("/told");
    Await.until(
        "health tells", () -> Admin.of(balancer()).get("/health").body().contains("\"takes them"));
    String metrics = Admin.of(balancer()).get("/prometheus").body();
    assertTrue(metrics.contains("aviary_traces_dropped_total 0.0"), metrics);
  }
}

package dev.aviary.flag.ofrep;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.contract.testing.TraceReceiver;
import dev.aviary.flag.FlagService;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The span of a request for flags whose caller says that its trace is recorded. */
final class EvaluationTraceIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";
  private static final String CONTEXT =
      "{\"context\":{\"targetingKey\":\"sam@example.org\",\"plan\":\"free\"}}";

  private final RealRedis redis = RealRedis.start();
  private final TraceReceiver receiver;
  private final FlagService service;

  EvaluationTraceIT() throws IOException {
    receiver = TraceReceiver.start();
    service = FlagService.on(redis, Map.of("aviary.traces.endpoint", receiver.address()));
  }

  @BeforeEach
  void twoFlags() {
    service.put("/flags/one", "{\"on\": true}");
    service.put("/flags/two", "{\"on\": false}");
  }

  @AfterEach
  void stop() {
    service.close();
    receiver.close();
    redis.close();
  }

  @Test
  void anEvaluationIsAServerSpanWithFlagVariantAndReason() {
    assertEquals(200, ask("/one", "01").statusCode());
    Span span = span("/ofrep/v1/evaluate/flags/one");
    assertEquals("POST /ofrep/v1/evaluate/flags/{key}", span.getName());
    assertEquals(SpanKind.SPAN_KIND_SERVER, span.getKind());
    assertEquals(bytes(TRACE), span.getTraceId());
    assertEquals(bytes(CALLER), span.getParentSpanId());
    assertEquals(StatusCode.STATUS_CODE_UNSET, span.getStatus().getCode());
    Map<String, String> attributes = attributes(span);
    assertEquals("one", attributes.get("feature_flag.key"));
    assertEquals("on", attributes.get("feature_flag.result.variant"));
    assertEquals("static", attributes.get("feature_flag.result.reason"));
    assertEquals("aviary", attributes.get("feature_flag.provider.name"));
    assertTrue(
        attributes.toString().matches(".*feature_flag.version=[0-9]+[,}].*"),
        attributes.toString());
    assertEquals("200", attributes.get("http.response.status_code"));
    assertFalse(attributes.toString().contains("sam@example.org"), attributes.toString());
  }

  @Test
  void aFlagThatThereIsNotIsAnErrorByItsName() {
    assertEquals(404, ask("/none", "01").statusCode());
    Map<String, String> attributes = attributes(span("/ofrep/v1/evaluate/flags/none"));
    assertEquals("none", attributes.get("feature_flag.key"));
    assertEquals("error", attributes.get("feature_flag.result.reason"));
    assertEquals("flag_not_found", attributes.get("error.type"));
    assertEquals("404", attributes.get("http.response.status_code"));
  }

  @Test
  void allFlagsAreOneSpanWithTheirNumberAlsoWhenTheClientHasThem() {
    HttpResponse<String> all = ask("", "01");
    assertEquals(200, all.statusCode());
    assertEquals("2", attributes(span(Ofrep.FLAGS)).get("aviary.flags"));
    assertEquals(304, again("01", all).statusCode());
    eventually("both are sent", () -> receiver.spans("url.path", Ofrep.FLAGS).size() == 2);
    Map<String, String> unchanged = attributes(receiver.spans("url.path", Ofrep.FLAGS).getLast());
    assertEquals("0", unchanged.get("aviary.flags"));
    assertEquals("304", unchanged.get("http.response.status_code"));
  }

  @Test
  void aRequestOfNoTraceOrOfOneThatIsNotRecordedHasNoSpan() {
    assertEquals(200, Ofrep.one(service, "one", CONTEXT).statusCode());
    assertEquals(200, ask("/one", "00").statusCode());
    assertEquals(304, again("00", ask("", "00")).statusCode());
    // What is made later is sent later.
    assertEquals(200, ask("/two", "01").statusCode());
    span("/ofrep/v1/evaluate/flags/two");
    assertEquals(1, receiver.spans().size());
  }

  private HttpResponse<String> ask(String key, String flags) {
    return service.send(
        Ofrep.post(service, Ofrep.FLAGS + key, CONTEXT).header("traceparent", parent(flags)));
  }

  private HttpResponse<String> again(String flags, HttpResponse<String> known) {
    return service.send(
        Ofrep.post(service, Ofrep.FLAGS, CONTEXT)
            .header("If-None-Match", Ofrep.tag(known))
            .header("traceparent", parent(flags)));
  }

  private static String parent(String flags) {
    return "00-%s-%s-%s".formatted(TRACE, CALLER, flags);
  }

  private Span span(String path) {
    eventually(path + " is sent", () -> !receiver.spans("url.path", path).isEmpty());
    return receiver.spans("url.path", path).getFirst();
  }

  private static Map<String, String> attributes(Span span) {
    return TraceReceiver.attributes(span.getAttributesList());
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}

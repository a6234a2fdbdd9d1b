package dev.aviary.balancer.traffic;

import com.google.protobuf.ByteString;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.contract.testing.TraceReceiver;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** What the tests of traces share: a receiver of OTLP, and a proxy that is trusted. */
abstract class TraceCase extends Http2BackendCase {
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  static final String CALLER = "b7ad6b7169203331";
  static final String STATE = "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7";
  static final String PROXY = "127.0.0.9";

  private final TraceReceiver receiver = receiver();

  private static TraceReceiver receiver() {
    try {
      return TraceReceiver.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the traces that begin here, how many are recorded. */
  abstract double ratio();

  @Override
  Map<String, ?> settings() {
    return Map.of(
        "aviary.traces.endpoint",
        receiver.address(),
        "aviary.traces.ratio",
        ratio(),
        "aviary.trusted-proxies",
        "127.0.0.8/29",
        "aviary.http2.cleartext",
        true,
        "micronaut.netty.event-loops.traffic.num-threads",
        1);
  }

  @AfterAll
  void closeReceiver() {
    receiver.close();
  }

  TraceReceiver traces() {
    return receiver;
  }

  /** What the app got as {@code traceparent} and {@code tracestate}, with a blank between. */
  String ask(RawClient client, String path, String... fields) throws Exception {
    var lines = new ArrayList<>(List.of("GET " + path + " HTTP/1.1", "Host: a"));
    lines.addAll(List.of(fields));
    return client.send(Head.of(lines.toArray(String[]::new))).read().body();
  }

  static String parent(String flags) {
    return "traceparent: 00-" + TRACE + "-" + CALLER + "-" + flags;
  }

  /** The only span of that path, once it is there. */
  Span span(String path) throws Exception {
    Await.until("the span of " + path, () -> !spans(path).isEmpty());
    List<Span> spans = spans(path);
    if (spans.size() > 1) {
      throw new AssertionError(spans.toString());
    }
    return spans.getFirst();
  }

  List<Span> spans(String path) {
    return receiver.spans("url.path", path);
  }

  static Map<String, String> attributes(Span span) {
    return TraceReceiver.attributes(span.getAttributesList());
  }

  static String id(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}

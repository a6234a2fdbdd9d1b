package dev.aviary.contract.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A receiver of OTLP over HTTP that keeps what it gets. */
public final class TraceReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<ResourceSpans> received = new CopyOnWriteArrayList<>();
  private final List<Headers> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  private TraceReceiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/traces", this::receive);
    server.start();
  }

  public static TraceReceiver start() throws IOException {
    return startAt(0);
  }

  public static TraceReceiver startAt(int port) throws IOException {
    return new TraceReceiver(port);
  }

  /** What {@code OTEL_EXPORTER_OTLP_ENDPOINT} names it by. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** With what it answers from now on; what it does not answer with 200 it does not keep. */
  public void answer(int with) {
    status = with;
  }

  /** The header fields of all requests so far. */
  public List<Headers> requests() {
    return List.copyOf(requests);
  }

  /** All spans so far, in the order in which they came. */
  public List<Span> spans() {
    return received.stream()
        .flatMap(each -> each.getScopeSpansList().stream())
        .flatMap(each -> each.getSpansList().stream())
        .toList();
  }

  /** The spans so far that have this attribute. */
  public List<Span> spans(String attribute, String value) {
    return spans().stream()
        .filter(span -> value.equals(attributes(span.getAttributesList()).get(attribute)))
        .toList();
  }

  /** Who sent the spans. */
  public List<Resource> resources() {
    return received.stream().map(ResourceSpans::getResource).toList();
  }

  /** Attributes as text, by their names. */
  public static Map<String, String> attributes(List<KeyValue> all) {
    var attributes = new TreeMap<String, String>();
    all.forEach(each -> attributes.put(each.getKey(), text(each.getValue())));
    return attributes;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      default -> value.toString();
    };
  }

  /** The value of {@code traceparent} that names the span. */
  public static String parent(Span span) {
    return "00-%s-%s-%02x"
        .formatted(
            HexFormat.of().formatHex(span.getTraceId().toByteArray()),
            HexFormat.of().formatHex(span.getSpanId().toByteArray()),
            span.getFlags() & 0xff);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      requests.add(exchange.getRequestHeaders());
      int answer = status;
      if (answer == 200) {
        received.addAll(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList());
      }
      exchange.sendResponseHeaders(answer, -1);
    }
  }
}

package dev.aviary.contract.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.testing.TraceReceiver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.runtime.ApplicationConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Spans on their way to a receiver of OTLP, and what becomes of them where there is none. */
final class TracesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();

  @AfterEach
  void closeOpened() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @Test
  void withoutAReceiverThereIsNothing() {
    Traces traces = traces("", "");
    assertNull(traces.tracer());
    assertNull(Mono.from(new TraceHealth(traces).getResult()).block());
  }

  @Test
  void theReceiverGetsSpansWithWhoMadeThem() throws Exception {
    TraceReceiver receiver = opened(TraceReceiver.start());
    Traces traces = traces(receiver.address(), "api-key=a%20b");
    span(traces, "one");
    await(() -> receiver.spans().size() == 1);
    assertEquals("one", receiver.spans().getFirst().getName());
    assertEquals("a b", receiver.requests().getFirst().getFirst("api-key"));
    Map<String, String> who =
        TraceReceiver.attributes(receiver.resources().getFirst().getAttributesList());
    assertEquals("aviary-test", who.get("service.name"));
    assertEquals("here", who.get("service.namespace"));
    await(() -> told(traces, "waiting").equals("0"));
    assertEquals("takes them", told(traces, "receiver"));
    assertEquals("0", told(traces, "dropped"));
  }

  @Test
  void aStopSendsWhatWaits() throws Exception {
    TraceReceiver receiver = opened(TraceReceiver.start());
    Traces traces = traces(receiver.address(), "");
    span(traces, "last");
    traces.close();
    assertEquals(1, receiver.spans().size());
  }

  @Test
  void aReceiverThatRefusesIsToldAndTheSpansAreCounted() throws Exception {
    TraceReceiver receiver = opened(TraceReceiver.start());
    receiver.answer(404);
    Traces traces = traces(receiver.address(), "");
    span(traces, "lost");
    await(() -> told(traces, "dropped").equals("1"));
    assertEquals("does not take them", told(traces, "receiver"));
    assertEquals("answered 404", told(traces, "reason"));
    receiver.answer(200);
    span(traces, "found");
    await(() -> receiver.spans().size() == 1);
    await(() -> told(traces, "receiver").equals("takes them"));
    assertEquals("1", told(traces, "dropped"));
  }

  @Test
  void moreThanMayWaitIsDroppedAtOnceAndCounted() throws Exception {
    // It accepts, and says nothing for as long as the exporter waits.
    ServerSocket silent = opened(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()));
    Traces traces = traces("http://127.0.0.1:" + silent.getLocalPort(), "");
    for (int i = 0; i < SpanExport.MOST + 100; i++) {
      span(traces, "many");
    }
    assertEquals("100", told(traces, "dropped"));
    assertEquals(Integer.toString(SpanExport.MOST), told(traces, "waiting"));
    traces.close();
  }

  /** Without another exporter the first span would wait for ever. */
  @Test
  void aReceiverThatStallsInItsAnswerIsAskedAgainAndHoldsNothing() throws Exception {
    ServerSocket server = opened(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()));
    List<Socket> asked = new CopyOnWriteArrayList<>();
    Thread.startVirtualThread(() -> stallOnce(server, asked));
    Traces traces = traces("http://127.0.0.1:" + server.getLocalPort(), "");
    span(traces, "stalled");
    await(() -> asked.size() == 1);
    span(traces, "well");
    await(() -> told(traces, "receiver").equals("takes them"));
    await(() -> told(traces, "waiting").equals("0"));
    for (Socket each : asked) {
      each.close();
    }
  }

  /** The body of the first answer never comes. */
  private static void stallOnce(ServerSocket server, List<Socket> asked) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.getInputStream().read(new byte[65_536]);
        int length = asked.isEmpty() ? 9 : 0;
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        asked.add(socket);
      } catch (IOException e) {
        return;
      }
    }
  }

  private Traces traces(String endpoint, String headers) {
    var application = new ApplicationConfiguration();
    application.setName("test");
    var traces =
        new Traces(
            new TraceSettings(endpoint, headers, 1), application, new Instance("here"), registry);
    opened.add(traces::close);
    return traces;
  }

  private static void span(Traces traces, String name) {
    Objects.requireNonNull(traces.tracer()).spanBuilder(name).setNoParent().startSpan().end();
  }

  /** What health tells of the receiver by that name. */
  private static String told(Traces traces, String name) {
    HealthResult result =
        Objects.requireNonNull(Mono.from(new TraceHealth(traces).getResult()).block());
    assertEquals(HealthStatus.UP, result.getStatus());
    return String.valueOf(((Map<?, ?>) result.getDetails()).get(name));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertFalse(System.nanoTime() > end, "not in time");
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}

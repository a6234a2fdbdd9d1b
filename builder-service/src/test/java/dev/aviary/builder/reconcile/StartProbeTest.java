package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpServer;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.StatusRange;
import dev.aviary.contract.probe.ProbeAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.Test;

/** What a program has to answer before it takes traffic, asked over loopback. */
final class StartProbeTest {
  private static final String HOST = "shop.test";

  @Test
  void aPageThatAnswersWellIsEnough() throws IOException {
    assertEquals(new ProbeResult.Passed("/health", StatusRange.SUCCESS, 200), asked((_, _) -> 200));
  }

  @Test
  void withoutThatPageAnyAnswerOfAProgramThatWorksIsEnough() throws IOException {
    assertEquals(new ProbeResult.Passed("/", StartProbe.ANY, 404), asked((_, _) -> 404));
    assertEquals(
        new ProbeResult.Passed("/", StartProbe.ANY, 200),
        asked((path, _) -> path.equals("/") ? 200 : 404));
  }

  @Test
  void aProgramThatRefusesItsHostAloneWouldRefuseItsVisitors() throws IOException {
    for (int refusal : new int[] {400, 403, 421}) {
      assertEquals(
          new ProbeResult.Failed(
              "it answered " + refusal, "/", new ProbeAnswer(refusal, null), true),
          asked((_, host) -> host.startsWith("localhost") ? 200 : refusal));
    }
  }

  @Test
  void aProgramThatRefusesEveryHostWantsASignIn() throws IOException {
    assertEquals(new ProbeResult.Passed("/", StartProbe.ANY, 403), asked((_, _) -> 403));
  }

  @Test
  void aProgramThatFailsMayNotTakeTraffic() throws IOException {
    ProbeResult.Failed failed =
        assertInstanceOf(
            ProbeResult.Failed.class, asked((path, _) -> path.equals("/") ? 500 : 404));
    assertEquals(new ProbeResult.Failed("it answered 500", "/", failed.answer(), false), failed);
  }

  /**
   * What the probe finds.
   *
   * @param status the program's answer to a path for a host
   */
  private static ProbeResult asked(ToIntBiFunction<String, String> status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String host = exchange.getRequestHeaders().getFirst("Host");
          exchange.sendResponseHeaders(
              status.applyAsInt(exchange.getRequestURI().getPath(), host), -1);
          exchange.close();
        });
    server.start();
    try {
      InetSocketAddress address = server.getAddress();
      return new StartProbe()
          .probe(
              new Member(
                  "shop-1",
                  "d-1",
                  "a".repeat(40),
                  "c",
                  address.getHostString(),
                  address.getPort(),
                  null,
                  HOST,
                  null,
                  false));
    } finally {
      server.stop(0);
    }
  }
}

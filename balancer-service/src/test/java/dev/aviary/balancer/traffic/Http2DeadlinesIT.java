package dev.aviary.balancer.traffic;

import static dev.aviary.balancer.testing.FrameClient.CANCEL;
import static dev.aviary.balancer.testing.FrameClient.HEADERS;
import static dev.aviary.balancer.testing.FrameClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.FrameClient;
import dev.aviary.balancer.testing.TestBackend;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a client of HTTP/2 is waited for. No other test may share these short times. */
final class Http2DeadlinesIT extends TrafficCase {
  private static final String SHORT = "500ms";

  @Override
  Map<String, ?> settings() {
    return Map.of(
        "aviary.http2.cleartext", true,
        "aviary.deadlines.stall", SHORT,
        "aviary.deadlines.body", SHORT,
        "aviary.deadlines.idle", SHORT,
        "aviary.deadlines.header", SHORT);
  }

  private FrameClient http2(int... settings) throws IOException {
    return opened(FrameClient.to(balancer().port(), settings));
  }

  @Test
  void aStreamThatTakesNothingOfItsAnswerIsReset() throws Exception {
    TestBackend backend =
        serve(conversation -> {
          conversation.readRequest();
          conversation.send(
              "HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n" + "x".repeat(10_000_000));
        });
    FrameClient client = http2(4, 10).get(1, "/");
    client.streamError(1);
    Await.until("the backend is left", () -> backend.open() == 0);
  }

  @Test
  void theEndOfAnAnswerThatIsNotTakenIsResetToo() throws Exception {
    serve(TestBackend.saying("short"));
    FrameClient client = http2(4, 1).get(1, "/");
    assertEquals(CANCEL, client.streamError(1));
    assertEquals("s", client.partOf(1).body());
  }

  @Test
  void aBodyThatStopsIsAnswered408() throws Exception {
    serve(conversation -> {
      conversation.readHead();
      conversation.awaitEnd();
    });
    FrameClient client = http2().headers(1, false, request("POST", "/")).data(1, false, "x");
    assertEquals(408, client.answer(1).status());
  }

  @Test
  void aConnectionWithoutRequestsIsClosedInGoodOrder() throws Exception {
    FrameClient client = http2();
    assertEquals(0, client.connectionError());
    assertTrue(client.ended());
  }

  @Test
  void aConnectionThatSendsNothingIsClosed() throws Exception {
    assertTrue(opened(FrameClient.silent(balancer().port())).ended());
  }

  @Test
  void aConnectionThatStopsWithinItsPrefaceIsClosed() throws Exception {
    assertTrue(opened(FrameClient.silent(balancer().port()).send("PRI * HT")).ended());
  }

  @Test
  void aFieldBlockThatNeverEndsIsClosed() throws Exception {
    FrameClient client = http2().frame(HEADERS, 0, 1, FrameClient.block(request("GET", "/")));
    assertTrue(client.ended());
  }
}

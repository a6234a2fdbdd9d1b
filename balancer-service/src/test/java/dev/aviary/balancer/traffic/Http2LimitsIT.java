package dev.aviary.balancer.traffic;

import static dev.aviary.balancer.testing.FrameClient.CANCEL;
import static dev.aviary.balancer.testing.FrameClient.CONTINUATION;
import static dev.aviary.balancer.testing.FrameClient.DATA;
import static dev.aviary.balancer.testing.FrameClient.ENHANCE_YOUR_CALM;
import static dev.aviary.balancer.testing.FrameClient.HEADERS;
import static dev.aviary.balancer.testing.FrameClient.PING;
import static dev.aviary.balancer.testing.FrameClient.PRIORITY;
import static dev.aviary.balancer.testing.FrameClient.REFUSED_STREAM;
import static dev.aviary.balancer.testing.FrameClient.SETTINGS;
import static dev.aviary.balancer.testing.FrameClient.WINDOW_UPDATE;
import static dev.aviary.balancer.testing.FrameClient.number;
import static dev.aviary.balancer.testing.FrameClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aviary.balancer.testing.FrameClient;
import dev.aviary.balancer.testing.TestBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client may ask for on one HTTP/2 connection (RFC 9113, section 10.5). */
final class Http2LimitsIT extends TrafficCase {
  private static final int STREAMS = 3;
  private static final int RESETS = 5;
  private static final int IDLE_FRAMES = 20;

  @Override
  Map<String, ?> settings() {
    return Map.of(
        "aviary.http2.cleartext",
        true,
        "aviary.http2.streams",
        STREAMS,
        "aviary.http2.resets",
        RESETS,
        "aviary.http2.idle-frames",
        IDLE_FRAMES,
        "aviary.limits.headers",
        16);
  }

  private FrameClient http2(int... settings) throws IOException {
    return opened(FrameClient.to(balancer().port(), settings));
  }

  private TestBackend serveNothing() throws Exception {
    return serve(conversation -> {
      conversation.readHead();
      conversation.awaitEnd();
    });
  }

  @Test
  void oneStreamTooManyIsRefusedBeforeTheSettingsAreAcknowledged512() throws Exception {
    serveNothing();
    FrameClient client = http2();
    for (int i = 0; i <= STREAMS; i++) {
      client.get(2 * i + 1, "/");
    }
    assertEquals(REFUSED_STREAM, client.streamError(2 * STREAMS + 1));
  }

  @Test
  void aClientThatResetsItsRequestsRapidlyIsCutOff() throws Exception {
    serveNothing();
    FrameClient client = http2();
    for (int i = 0; i <= RESETS; i++) {
      client.get(2 * i + 1, "/").reset(2 * i + 1, CANCEL);
    }
    assertEquals(ENHANCE_YOUR_CALM, client.connectionError());
    assertTrue(client.ended());
  }

  @Test
  void aClientWhoseErrorsMakeTheBalancerResetIsCutOffToo() throws Exception {
    serveNothing();
    FrameClient client = http2();
    for (int i = 0; i <= RESETS; i++) {
      client.get(2 * i + 1, "/").window(2 * i + 1, 0);
    }
    assertEquals(ENHANCE_YOUR_CALM, client.connectionError());
    assertTrue(client.ended());
  }

  static Stream<Arguments> floods() {
    return Stream.of(
        arguments("PING", FrameClient.encode(PING, 0, 0, new byte[8])),
        arguments("SETTINGS", FrameClient.encode(SETTINGS, 0, 0, new byte[0])),
        arguments("PRIORITY", FrameClient.encode(PRIORITY, 0, 1, new byte[] {0, 0, 0, 3, 1})),
        arguments("WINDOW_UPDATE", FrameClient.encode(WINDOW_UPDATE, 0, 0, number(1))),
        arguments("unknown", FrameClient.encode(0x42, 0, 0, new byte[0])));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void aFloodOfFramesThatBringNothingIsCutOff(String type, byte[] frame) throws Exception {
    FrameClient client = http2();
    client.send(repeated(frame, 2 * IDLE_FRAMES));
    assertEquals(ENHANCE_YOUR_CALM, client.connectionError(), type);
    assertTrue(client.ended());
  }

  @Test
  void windowUpdatesThatAnAnswerIsDueToAreNoFlood() throws Exception {
    serve(TestBackend.saying("x".repeat(300_000)));
    FrameClient client = http2(4, 8_192).window(0, 1 << 30).get(1, "/");
    while (!client.partOf(1).ended()) {
      client.window(1, Math.max(1, client.next(DATA).payload().length));
    }
    assertEquals(300_000, client.partOf(1).body().length());
  }

  @Test
  void aFloodOfContinuationsIsCutOff() throws Exception {
    FrameClient client = http2().frame(HEADERS, 0, 1, FrameClient.block(request("GET", "/")));
    client.send(repeated(FrameClient.encode(CONTINUATION, 0, 1, new byte[0]), 40));
    assertEquals(ENHANCE_YOUR_CALM, client.connectionError());
    assertTrue(client.ended());
  }

  @Test
  void aFloodOfEmptyDataIsCutOff() throws Exception {
    serveNothing();
    FrameClient client = http2().headers(1, false, request("POST", "/"));
    client.send(repeated(FrameClient.encode(DATA, 0, 1, new byte[0]), 10));
    assertEquals(ENHANCE_YOUR_CALM, client.connectionError());
    assertTrue(client.ended());
  }

  @Test
  void aHeaderSectionOverTheLimitIsAnswered431AndTheConnectionGoesOn() throws Exception {
    serve(TestBackend.saying("ok"));
    FrameClient client = http2();
    client.headers(1, true, request("GET", "/", "x", "y".repeat(51_000)));
    assertEquals("headers-too-large", client.answer(1).header("x-aviary-error"));
    assertEquals(431, client.partOf(1).status());
    assertEquals("ok", client.get(3, "/").answer(3).body());
  }

  @Test
  void tooManyFieldsAreRefusedAsOverHttp1() throws Exception {
    serve(TestBackend.saying("ok"));
    String[] more = new String[40];
    for (int i = 0; i < more.length; i += 2) {
      more[i] = "x-" + i;
      more[i + 1] = "1";
    }
    assertEquals(431, http2().headers(1, true, request("GET", "/", more)).answer(1).status());
  }

  @Test
  void theTableOfFieldsStaysSmallWhateverTheClientAllows() throws Exception {
    serve(TestBackend.saying("ok"));
    FrameClient client = http2(1, 1 << 24).get(1, "/");
    FrameClient.Frame first = client.next(HEADERS);
    // RFC 7541, section 6.3: an update of the table's size, to 4,096.
    byte[] block = first.payload();
    int at = 0;
    int size = -1;
    while ((block[at] & 0xe0) == 0x20) {
      size = block[at++] & 31;
      for (int shift = 0; size >= 31; shift += 7) {
        size += (block[at] & 127) << shift;
        if ((block[at++] & 128) == 0) {
          break;
        }
      }
    }
    assertEquals(4_096, size);
    assertEquals("ok", client.answer(1).body());
  }

  private static byte[] repeated(byte[] frame, int times) {
    var all = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }
}

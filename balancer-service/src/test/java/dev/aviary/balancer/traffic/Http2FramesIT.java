package dev.aviary.balancer.traffic;

import static dev.aviary.balancer.testing.FrameClient.COMPRESSION_ERROR;
import static dev.aviary.balancer.testing.FrameClient.CONTINUATION;
import static dev.aviary.balancer.testing.FrameClient.DATA;
import static dev.aviary.balancer.testing.FrameClient.END_HEADERS;
import static dev.aviary.balancer.testing.FrameClient.END_STREAM;
import static dev.aviary.balancer.testing.FrameClient.FLOW_CONTROL_ERROR;
import static dev.aviary.balancer.testing.FrameClient.FRAME_SIZE_ERROR;
import static dev.aviary.balancer.testing.FrameClient.GOAWAY;
import static dev.aviary.balancer.testing.FrameClient.HEADERS;
import static dev.aviary.balancer.testing.FrameClient.PADDED;
import static dev.aviary.balancer.testing.FrameClient.PING;
import static dev.aviary.balancer.testing.FrameClient.PRIORITISED;
import static dev.aviary.balancer.testing.FrameClient.PRIORITY;
import static dev.aviary.balancer.testing.FrameClient.PROTOCOL_ERROR;
import static dev.aviary.balancer.testing.FrameClient.PUSH_PROMISE;
import static dev.aviary.balancer.testing.FrameClient.RST_STREAM;
import static dev.aviary.balancer.testing.FrameClient.SETTINGS;
import static dev.aviary.balancer.testing.FrameClient.STREAM_CLOSED;
import static dev.aviary.balancer.testing.FrameClient.WINDOW_UPDATE;
import static dev.aviary.balancer.testing.FrameClient.number;
import static dev.aviary.balancer.testing.FrameClient.settingsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.FrameClient;
import dev.aviary.balancer.testing.RawClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules for frames, streams and connections that h2spec checks too. Each case begins with the
 * section of RFC 9113 that it covers (of RFC 7540 where that one alone has it).
 */
final class Http2FramesIT extends Http2FramesCase {
  @ParameterizedTest(name = "{0}")
  @MethodSource("connectionErrors")
  void theConnectionEndsWithTheErrorOfTheRule(String rule, int error, Sends sends)
      throws Exception {
    try (var client = FrameClient.to(balancer().port())) {
      sends.to(client.settled());
      assertEquals(error, client.connectionError(), rule);
      assertTrue(client.ended(), "5.4.1 the connection is closed after its error");
    }
  }

  @Test
  void aStreamOfALowerNumberThanTheLastOneIsClosed51And511() throws Exception {
    try (var client = FrameClient.to(balancer().port())) {
      client.get(5, "/").answer(5);
      assertEquals(STREAM_CLOSED, client.get(3, "/").streamError(3));
    }
  }

  @Test
  void aPrefaceThatIsNotFollowedBySettingsEndsTheConnection34() throws Exception {
    try (var client = FrameClient.silent(balancer().port())) {
      client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").frame(PING, 0, 0, EIGHT);
      assertEquals(PROTOCOL_ERROR, client.connectionError());
      assertTrue(client.ended());
    }
  }

  @Test
  void aPrefaceThatIsNoneIsRefusedAsHttp1() throws Exception {
    RawClient client = client().send("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n");
    assertEquals(505, client.read().status());
    assertTrue(client.ended());
  }

  @Test
  void settingsAreAcknowledged653() throws Exception {
    try (var client = FrameClient.to(balancer().port())) {
      FrameClient.Frame own = client.next(SETTINGS);
      assertEquals(0, own.flags());
      FrameClient.Frame ack = client.next(SETTINGS);
      assertEquals(1, ack.flags());
      assertEquals(0, ack.payload().length);
    }
  }

  @Test
  void aPingIsAnsweredWithItsOwnBytes67() throws Exception {
    try (var client = FrameClient.to(balancer().port())) {
      client.frame(PING, 0, 0, new byte[] {8, 7, 6, 5, 4, 3, 2, 1});
      FrameClient.Frame pong = client.next(PING);
      assertEquals(1, pong.flags());
      assertEquals(0x0807_0605, pong.number(0));
    }
  }

  @Test
  void aGoAwayWithAnUnknownErrorLeavesTheRequestsBeforeItAlone68And7() throws Exception {
    try (var client = FrameClient.to(balancer().port())) {
      client.get(1, "/").frame(GOAWAY, 0, 0, new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) 0xff});
      assertEquals("ok", client.answer(1).body());
    }
  }

  static Stream<Arguments> connectionErrors() {
    byte[] get = FrameClient.block(GET);
    return Stream.of(
        ends(
            "4.2 HEADERS over the frame size",
            FRAME_SIZE_ERROR,
            frame(HEADERS, 5, 1, new byte[16_385])),
        ends(
            "4.3 a field block that HPACK cannot read",
            COMPRESSION_ERROR,
            frame(HEADERS, 5, 1, (byte) 0x80)),
        ends(
            "4.3 PRIORITY within a field block",
            PROTOCOL_ERROR,
            client -> client.frame(HEADERS, END_STREAM, 1, get).frame(PRIORITY, 0, 1, new byte[5])),
        ends(
            "4.3 HEADERS of another stream within a field block",
            PROTOCOL_ERROR,
            client -> client.frame(HEADERS, END_STREAM, 1, get).frame(HEADERS, 5, 3, get)),
        ends("5.1 idle: DATA", PROTOCOL_ERROR, frame(DATA, END_STREAM, 1, (byte) 'x')),
        ends("5.1 idle: RST_STREAM", PROTOCOL_ERROR, frame(RST_STREAM, 0, 1, number(8))),
        ends("5.1 idle: WINDOW_UPDATE", PROTOCOL_ERROR, frame(WINDOW_UPDATE, 0, 1, number(100))),
        ends("5.1 idle: CONTINUATION", PROTOCOL_ERROR, frame(CONTINUATION, END_HEADERS, 1, get)),
        ends(
            "5.1 half closed: CONTINUATION",
            PROTOCOL_ERROR,
            client -> halfClosed(client).frame(CONTINUATION, END_HEADERS, 1, get)),
        ends("5.1.1 a stream of an even number", PROTOCOL_ERROR, frame(HEADERS, 5, 2, get)),
        ends(
            "5.5 an unknown frame within a field block",
            PROTOCOL_ERROR,
            client -> client.frame(HEADERS, END_STREAM, 1, get).frame(0x16, 0, 0, EIGHT)),
        ends("6.1 DATA on stream 0", PROTOCOL_ERROR, frame(DATA, END_STREAM, 0, (byte) 'x')),
        ends(
            "6.1 DATA with more padding than payload",
            PROTOCOL_ERROR,
            client ->
                client
                    .headers(1, false, POST)
                    .frame(DATA, PADDED | END_STREAM, 1, (byte) 6, (byte) 1)),
        ends(
            "7540 5.3.1 HEADERS that depend on their own stream",
            PROTOCOL_ERROR,
            frame(HEADERS, 5 | PRIORITISED, 1, concat(new byte[] {0, 0, 0, 1, 9}, get))),
        ends("6.2 HEADERS on stream 0", PROTOCOL_ERROR, frame(HEADERS, 5, 0, get)),
        ends(
            "6.2 HEADERS with more padding than payload",
            PROTOCOL_ERROR,
            client -> client.frame(HEADERS, 5 | PADDED, 1, concat(new byte[] {99}, get))),
        ends("6.3 PRIORITY on stream 0", PROTOCOL_ERROR, frame(PRIORITY, 0, 0, new byte[5])),
        ends("6.4 RST_STREAM on stream 0", PROTOCOL_ERROR, frame(RST_STREAM, 0, 0, number(8))),
        ends(
            "6.4 RST_STREAM of another length than 4",
            FRAME_SIZE_ERROR,
            client -> halfClosed(client).frame(RST_STREAM, 0, 1, new byte[3])),
        ends(
            "6.5 SETTINGS with ACK and a payload",
            FRAME_SIZE_ERROR,
            frame(SETTINGS, 1, 0, new byte[6])),
        ends("6.5 SETTINGS on a stream", PROTOCOL_ERROR, frame(SETTINGS, 0, 1, new byte[6])),
        ends(
            "6.5 SETTINGS of a length that is no multiple of 6",
            FRAME_SIZE_ERROR,
            frame(SETTINGS, 0, 0, new byte[3])),
        ends(
            "6.5.2 ENABLE_PUSH neither 0 nor 1",
            PROTOCOL_ERROR,
            frame(SETTINGS, 0, 0, settingsOf(2, 2))),
        ends(
            "6.5.2 INITIAL_WINDOW_SIZE over 2^31-1",
            FLOW_CONTROL_ERROR,
            frame(SETTINGS, 0, 0, settingsOf(4, -1))),
        ends(
            "6.5.2 MAX_FRAME_SIZE below 2^14",
            PROTOCOL_ERROR,
            frame(SETTINGS, 0, 0, settingsOf(5, 16_383))),
        ends(
            "6.5.2 MAX_FRAME_SIZE over 2^24-1",
            PROTOCOL_ERROR,
            frame(SETTINGS, 0, 0, settingsOf(5, 16_777_216))),
        ends("6.7 PING on a stream", PROTOCOL_ERROR, frame(PING, 0, 1, EIGHT)),
        ends("6.7 PING of another length than 8", FRAME_SIZE_ERROR, frame(PING, 0, 0, new byte[6])),
        ends("6.8 GOAWAY on a stream", PROTOCOL_ERROR, frame(GOAWAY, 0, 1, EIGHT)),
        ends(
            "6.9 WINDOW_UPDATE of 0 for the connection",
            PROTOCOL_ERROR,
            frame(WINDOW_UPDATE, 0, 0, number(0))),
        ends(
            "6.9 WINDOW_UPDATE of another length than 4",
            FRAME_SIZE_ERROR,
            frame(WINDOW_UPDATE, 0, 0, new byte[3])),
        ends(
            "6.9.1 the connection's window over 2^31-1",
            FLOW_CONTROL_ERROR,
            client -> client.window(0, Integer.MAX_VALUE).window(0, Integer.MAX_VALUE)),
        ends(
            "6.10 CONTINUATION on stream 0",
            PROTOCOL_ERROR,
            client ->
                client.frame(HEADERS, END_STREAM, 1, get).frame(CONTINUATION, END_HEADERS, 0, get)),
        ends(
            "6.10 CONTINUATION after a whole field block",
            PROTOCOL_ERROR,
            client -> client.headers(1, false, POST).frame(CONTINUATION, END_HEADERS, 1, get)),
        ends(
            "6.10 DATA within a field block",
            PROTOCOL_ERROR,
            client -> client.frame(HEADERS, 0, 1, get).frame(DATA, END_STREAM, 1, (byte) 'x')),
        ends(
            "8.4 PUSH_PROMISE of a client",
            PROTOCOL_ERROR,
            client ->
                halfClosed(client).frame(PUSH_PROMISE, END_HEADERS, 1, concat(number(2), get))));
  }
}

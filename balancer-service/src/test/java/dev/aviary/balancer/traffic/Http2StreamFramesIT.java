package dev.aviary.balancer.traffic;

import static dev.aviary.balancer.testing.FrameClient.CONTINUATION;
import static dev.aviary.balancer.testing.FrameClient.DATA;
import static dev.aviary.balancer.testing.FrameClient.END_HEADERS;
import static dev.aviary.balancer.testing.FrameClient.END_STREAM;
import static dev.aviary.balancer.testing.FrameClient.FLOW_CONTROL_ERROR;
import static dev.aviary.balancer.testing.FrameClient.FRAME_SIZE_ERROR;
import static dev.aviary.balancer.testing.FrameClient.HEADERS;
import static dev.aviary.balancer.testing.FrameClient.PADDED;
import static dev.aviary.balancer.testing.FrameClient.PING;
import static dev.aviary.balancer.testing.FrameClient.PRIORITISED;
import static dev.aviary.balancer.testing.FrameClient.PRIORITY;
import static dev.aviary.balancer.testing.FrameClient.PROTOCOL_ERROR;
import static dev.aviary.balancer.testing.FrameClient.SETTINGS;
import static dev.aviary.balancer.testing.FrameClient.STREAM_CLOSED;
import static dev.aviary.balancer.testing.FrameClient.request;
import static dev.aviary.balancer.testing.FrameClient.settingsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aviary.balancer.testing.FrameClient;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that break a rule of their stream, or no rule. */
final class Http2StreamFramesIT extends Http2FramesCase {
  private static final int RESERVED = Integer.MIN_VALUE;

  @ParameterizedTest(name = "{0}")
  @MethodSource("streamErrors")
  void theStreamEndsWithTheErrorOfTheRuleAndTheConnectionGoesOn(String rule, int error, Sends sends)
      throws Exception {
    try (var client = FrameClient.to(balancer().port())) {
      sends.to(client.settled());
      assertEquals(error, client.streamError(1), rule);
      assertEquals("ok", client.get(3, "/").answer(3).body());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("harmless")
  void whatTheRulesAllowIsTaken(String rule, Sends sends) throws Exception {
    try (var client = FrameClient.to(balancer().port())) {
      sends.to(client);
      assertEquals("ok", client.get(3, "/").answer(3).body(), rule);
    }
  }

  @Test
  void noMoreDataIsSentThanTheClientsWindowsHold691And692() throws Exception {
    try (var client = FrameClient.to(balancer().port(), 4, 1)) {
      client.get(1, "/");
      assertEquals(1, client.next(DATA).payload().length);
      client.settled();
      assertEquals("o", client.partOf(1).body());
      // A window below zero: 1 byte was sent, and now none may have been.
      client.frame(SETTINGS, 0, 0, settingsOf(4, 0)).settled();
      client.window(1, 1).settled();
      assertEquals("o", client.partOf(1).body());
      assertEquals("ok", client.window(1, 1).answer(1).body());
    }
  }

  static Stream<Arguments> streamErrors() {
    return Stream.of(
        ends(
            "5.1 half closed: DATA",
            STREAM_CLOSED,
            client -> halfClosed(client).data(1, true, "x")),
        // Netty takes it for a trailer section too many. 5.1 has STREAM_CLOSED.
        ends(
            "5.1 half closed: HEADERS",
            PROTOCOL_ERROR,
            client -> halfClosed(client).headers(1, true, GET)),
        ends(
            "5.1 closed by the client: DATA",
            STREAM_CLOSED,
            client -> halfClosed(client).reset(1, 8).data(1, true, "x")),
        ends(
            "5.1 closed by the client: HEADERS",
            STREAM_CLOSED,
            client -> halfClosed(client).reset(1, 8).headers(1, true, GET)),
        ends(
            "7540 5.3.1 PRIORITY that depends on its own stream",
            PROTOCOL_ERROR,
            client -> client.frame(PRIORITY, 0, 1, new byte[] {0, 0, 0, 1, 9})),
        ends(
            "6.3 PRIORITY of another length than 5",
            FRAME_SIZE_ERROR,
            client -> client.headers(1, false, POST).frame(PRIORITY, 0, 1, new byte[4])),
        ends(
            "6.9 WINDOW_UPDATE of 0 for a stream",
            PROTOCOL_ERROR,
            client -> halfClosed(client).window(1, 0)),
        ends(
            "6.9.1 a stream's window over 2^31-1",
            FLOW_CONTROL_ERROR,
            client -> halfClosed(client).window(1, Integer.MAX_VALUE)),
        // Netty resets the stream. 6.9.2 wants the connection ended.
        ends(
            "6.9.2 a setting that takes a window over 2^31-1",
            FLOW_CONTROL_ERROR,
            client ->
                halfClosed(client)
                    .window(1, 1_000_000)
                    .frame(SETTINGS, 0, 0, settingsOf(4, Integer.MAX_VALUE))),
        ends(
            "8.1 a second header section that does not end the stream",
            PROTOCOL_ERROR,
            client -> client.headers(1, false, POST).headers(1, false, POST)),
        ends(
            "8.1.1 less data than content-length says",
            PROTOCOL_ERROR,
            client ->
                client
                    .headers(1, false, request("POST", "/", "content-length", "2"))
                    .data(1, true, "x")),
        ends(
            "8.1.1 more data than content-length says",
            PROTOCOL_ERROR,
            client ->
                client
                    .headers(1, false, request("POST", "/never", "content-length", "1"))
                    .data(1, false, "x")
                    .data(1, true, "y")),
        ends(
            "8.1.1 no data where content-length says some",
            PROTOCOL_ERROR,
            block(request("POST", "/", "content-length", "1"))),
        ends("8.2 a name in capitals", PROTOCOL_ERROR, block(request("GET", "/", "X-One", "1"))),
        ends("8.2.1 a name with a blank", PROTOCOL_ERROR, block(request("GET", "/", "x one", "1"))),
        ends("8.2.1 an empty name", PROTOCOL_ERROR, block(request("GET", "/", "", "1"))),
        ends("8.2.1 a name with a colon", PROTOCOL_ERROR, block(request("GET", "/", "x:one", "1"))),
        ends(
            "8.2.1 a value with a line end",
            PROTOCOL_ERROR,
            block(request("GET", "/", "x", "1\r\nhost: b"))),
        ends(
            "8.2.1 a value with a NUL", PROTOCOL_ERROR, block(request("GET", "/", "x", "1\u0000"))),
        ends(
            "8.2.1 a value that begins with a blank",
            PROTOCOL_ERROR,
            block(request("GET", "/", "x", " 1"))),
        ends(
            "8.2.1 a value that ends with a blank",
            PROTOCOL_ERROR,
            block(request("GET", "/", "x", "1 "))),
        ends("8.2.2 connection", PROTOCOL_ERROR, block(request("GET", "/", "connection", "close"))),
        ends("8.2.2 keep-alive", PROTOCOL_ERROR, block(request("GET", "/", "keep-alive", "1"))),
        ends(
            "8.2.2 proxy-connection",
            PROTOCOL_ERROR,
            block(request("GET", "/", "proxy-connection", "close"))),
        ends(
            "8.2.2 transfer-encoding",
            PROTOCOL_ERROR,
            block(request("GET", "/", "transfer-encoding", "chunked"))),
        ends("8.2.2 upgrade", PROTOCOL_ERROR, block(request("GET", "/", "upgrade", "websocket"))),
        ends(
            "8.2.2 te other than trailers",
            PROTOCOL_ERROR,
            block(request("GET", "/", "te", "trailers, deflate"))),
        ends(
            "8.3 an unknown pseudo-header field",
            PROTOCOL_ERROR,
            block(":test", "1", ":method", "GET")),
        ends(
            "8.3 a pseudo-header field of answers",
            PROTOCOL_ERROR,
            block(request("GET", "/", ":status", "200"))),
        ends(
            "8.3 a pseudo-header field after another one",
            PROTOCOL_ERROR,
            block(":method", "GET", ":scheme", "http", "x", "1", ":path", "/")),
        ends(
            "8.3 a pseudo-header field in the trailer section",
            PROTOCOL_ERROR,
            client -> client.headers(1, false, POST).headers(1, true, ":path", "/")),
        ends(
            "8.3.1 no method",
            PROTOCOL_ERROR,
            block(":scheme", "http", ":path", "/", ":authority", "a")),
        ends(
            "8.3.1 no scheme",
            PROTOCOL_ERROR,
            block(":method", "GET", ":path", "/", ":authority", "a")),
        ends(
            "8.3.1 no path",
            PROTOCOL_ERROR,
            block(":method", "GET", ":scheme", "http", ":authority", "a")),
        ends("8.3.1 an empty path", PROTOCOL_ERROR, block(request("GET", ""))),
        ends("8.3.1 a path in absolute form", PROTOCOL_ERROR, block(request("GET", "http://b/"))),
        ends("8.3.1 two methods", PROTOCOL_ERROR, block(request("GET", "/", ":method", "GET"))),
        ends(
            "8.3.1 two paths",
            PROTOCOL_ERROR,
            block(":path", "/", ":path", "/b", ":method", "GET", ":scheme", "http")),
        ends(
            "8.3.1 an authority and another host",
            PROTOCOL_ERROR,
            block(request("GET", "/", "host", "b"))),
        ends("8.5 CONNECT with a path", PROTOCOL_ERROR, block(request("CONNECT", "/"))));
  }

  static Stream<Arguments> harmless() {
    byte[] get = FrameClient.block(GET);
    return Stream.of(
        arguments("4.1 and 5.5 an unknown frame", frame(0x16, 0, 0, EIGHT)),
        arguments("4.1 unknown flags", frame(PING, 0x16, 0, EIGHT)),
        arguments("4.1 the reserved bit", frame(PING, 0, RESERVED, EIGHT)),
        arguments(
            "4.2 DATA of the frame size",
            (Sends)
                client ->
                    client.headers(1, false, POST).frame(DATA, END_STREAM, 1, new byte[16_384])),
        arguments("5.1 idle: PRIORITY", frame(PRIORITY, 0, 1, new byte[] {0, 0, 0, 0, 9})),
        arguments(
            "5.1 closed: PRIORITY",
            (Sends) client -> client.get(1, "/").frame(PRIORITY, 0, 1, new byte[] {0, 0, 0, 0, 9})),
        arguments(
            "5.1 closed: WINDOW_UPDATE",
            (Sends) client -> halfClosed(client).reset(1, 8).window(1, 100)),
        arguments(
            "6.1 DATA with padding",
            (Sends)
                client ->
                    client
                        .headers(1, false, POST)
                        .frame(DATA, PADDED | END_STREAM, 1, (byte) 1, (byte) 'x', (byte) 0)),
        arguments(
            "6.2 HEADERS with padding and a priority",
            (Sends)
                client ->
                    client.frame(
                        HEADERS,
                        5 | PADDED | PRIORITISED,
                        1,
                        concat(concat(new byte[] {1, 0, 0, 0, 0, 9}, get), new byte[1]))),
        arguments("6.5.2 an unknown setting", frame(SETTINGS, 0, 0, settingsOf(0xff, 1))),
        arguments(
            "6.5.3 SETTINGS twice",
            (Sends)
                client ->
                    client
                        .frame(SETTINGS, 0, 0, settingsOf(4, 100))
                        .frame(SETTINGS, 0, 0, settingsOf(4, 65_535))),
        arguments("6.7 PING with ACK", frame(PING, 1, 0, EIGHT)),
        arguments(
            "6.10 a field block in three frames",
            (Sends)
                client ->
                    client
                        .frame(HEADERS, END_STREAM, 1, Arrays.copyOf(get, 5))
                        .frame(CONTINUATION, 0, 1, Arrays.copyOfRange(get, 5, 9))
                        .frame(
                            CONTINUATION, END_HEADERS, 1, Arrays.copyOfRange(get, 9, get.length))),
        arguments(
            "7 an unknown error in RST_STREAM",
            (Sends) client -> halfClosed(client).reset(1, 0xff)));
  }
}

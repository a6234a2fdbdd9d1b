package dev.aviary.balancer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read and written again, however it arrives. */
final class CodecTest {
  private static final Limits LIMITS = new Limits(256, 512, 10_000, 128);

  @Test
  void aMessageReadsTheSameWhetherItArrivesAtOnceOrByteByByte() {
    String all =
        """
        POST /a%2f//b?x=[1] HTTP/1.1\r
        Host: a\r
        X-Bytes: \u00e9\u00ff\r
        Transfer-Encoding: chunked\r
        \r
        3;x="y"\r
        abc\r
        00A\r
        0123456789\r
        0\r
        X-Sum: 7\r
        \r
        GET / HTTP/1.0\r
        \r
        """;
    String read =
        """
        POST /a%2f//b?x=[1]
        Host=a
        X-Bytes=\u00e9\u00ff
        Transfer-Encoding=chunked
        abc0123456789X-Sum=7
        GET /
        """;
    assertEquals(read, read(all, all.length()));
    assertEquals(read, read(all, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
        "GET / HTTP/1.1\r\n: a\r\n\r\n",
        "GET / HTTP/1.1\r\n\rHost: a\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n",
        "GET /\tx HTTP/1.1\r\n\r\n",
        "GET / HTTP/11\r\n\r\n",
        "GET / http/1.1\r\n\r\n",
        "GET / HTTP/1.1 \r\n\r\n",
        "GET /\r\n\r\n",
        " GET / HTTP/1.1\r\n\r\n",
        "\n"
      })
  void whatIsNoRequestFailsAndNothingAfterItIsRead_RFC9112_2_2(String head) {
    var channel = channel(new ServerCodec(LIMITS));
    channel.writeInbound(bytes(head + "GET /next HTTP/1.1\r\n\r\n"));
    HttpMessage failed = channel.readInbound();
    assertTrue(failed.decoderResult().isFailure());
    assertEquals(0, channel.inboundMessages().size());
  }

  @Test
  void emptyLinesBeforeARequestAreSkipped_RFC9112_2_2() {
    assertEquals("GET /\n", read("\r\n\r\nGET / HTTP/1.1\r\n\r\n", 1));
  }

  @Test
  void aFoldedValueOfAnAnswerBecomesOneLine_RFC9112_5_2() {
    var channel = channel(new ClientCodec(LIMITS));
    channel.writeInbound(bytes("HTTP/1.1 200 OK\r\nX: a\r\n\tb \r\nContent-Length: 0\r\n\r\n"));
    HttpResponse response = channel.readInbound();
    assertEquals("a  \tb", response.headers().get("x"));
    assertEquals("0", response.headers().get("content-length"));
  }

  @Test
  void anAnswerThatEndsWithinItsHeadFails() {
    var channel = channel(new ClientCodec(LIMITS));
    channel.writeInbound(bytes("HTTP/1.1 200 OK\r\nX: a\r\n"));
    channel.finish();
    HttpResponse response = channel.readInbound();
    assertTrue(response.decoderResult().isFailure());
  }

  @Test
  void whatIsWrittenIsWhatWasReadButForWhatWasChanged() {
    var server = channel(new ServerCodec(LIMITS));
    server.writeInbound(
        bytes("GET /\u00e9 HTTP/1.1\r\nA: 1\r\nHost:  a \r\nB: 2\r\nb: 3\r\nC:\r\nD: 4\r\n\r\n"));
    HttpRequest request = server.readInbound();
    request.headers().remove("B").add("Via", "x").set("a", "5");
    var client = channel(new ClientCodec(LIMITS));
    client.writeOutbound(request, LastHttpContent.EMPTY_LAST_CONTENT);
    assertEquals(
        "GET /\u00e9 HTTP/1.1\r\nA: 5\r\nHost: a\r\nC: \r\nD: 4\r\nVia: x\r\n\r\n",
        written(client));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 2_048, 5_000})
  void aBodyIsWrittenAsItCameWhetherSmallOrLarge(int length) {
    String body = "b".repeat(length);
    assertRelayed("Content-Length: " + length, body);
    String chunk = length == 0 ? "" : Integer.toHexString(length) + "\r\n" + body + "\r\n";
    assertRelayed("Transfer-Encoding: chunked", chunk + "0\r\n\r\n");
  }

  private static void assertRelayed(String framing, String body) {
    String answer = "HTTP/1.1 200 Fine\r\n" + framing + "\r\n\r\n" + body;
    var client = channel(new ClientCodec(LIMITS));
    client.writeInbound(bytes(answer));
    var server = channel(new ServerCodec(LIMITS));
    server.writeOutbound(client.inboundMessages().toArray());
    assertEquals(answer, written(server));
  }

  private static String read(String text, int step) {
    var channel = channel(new ServerCodec(LIMITS));
    for (int at = 0; at < text.length(); at += step) {
      channel.writeInbound(bytes(text.substring(at, Math.min(at + step, text.length()))));
    }
    var read = new StringBuilder();
    for (HttpObject object = channel.readInbound();
        object != null;
        object = channel.readInbound()) {
      assertTrue(object.decoderResult().isSuccess());
      describe(object, read);
    }
    return read.toString();
  }

  private static void describe(HttpObject object, StringBuilder read) {
    if (object instanceof HttpRequest request) {
      read.append(request.method()).append(' ').append(request.uri()).append('\n');
      request
          .headers()
          .forEach(e -> read.append(e.getKey()).append("=").append(e.getValue()).append("\n"));
    }
    if (object instanceof HttpContent content) {
      read.append(content.content().toString(StandardCharsets.ISO_8859_1));
      content.release();
    }
    if (object instanceof LastHttpContent last) {
      last.trailingHeaders()
          .forEach(e -> read.append(e.getKey()).append("=").append(e.getValue()).append("\n"));
    }
  }

  private static String written(EmbeddedChannel channel) {
    var all = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.append(part.toString(StandardCharsets.ISO_8859_1));
      part.release();
    }
    return all.toString();
  }

  private static EmbeddedChannel channel(ChannelHandler codec) {
    return new EmbeddedChannel(codec);
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }
}

package dev.aviary.balancer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static final Limits LIMITS = new Limits(16_384, 32_768, 1 << 30, 128);

  @Test
  void aRequestGoesOnByteForByteHoweverItArrives() {
    String request =
        "GET /a?b=%20 HTTP/1.1\r\nhOsT: x\r\nX-Mine: caf\u00e9\r\nAccept: */*\r\nx-mine:\r\n\r\n";
    byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
    for (int cut = 1; cut < bytes.length; cut++) {
      var client = new EmbeddedChannel(new ServerCodec(LIMITS, () -> {}));
      client.writeInbound(direct(bytes, 0, cut), direct(bytes, cut, bytes.length));
      var backend = new EmbeddedChannel(new ClientCodec(LIMITS));
      for (Object part = client.readInbound(); part != null; part = client.readInbound()) {
        backend.write(part, backend.voidPromise());
      }
      backend.flush();
      assertEquals(request.replace("x-mine:\r", "x-mine: \r"), String.join("", sent(backend)));
      client.finishAndReleaseAll();
      backend.finishAndReleaseAll();
    }
  }

  private static ByteBuf direct(byte[] bytes, int from, int to) {
    return Unpooled.directBuffer().writeBytes(bytes, from, to - from);
  }

  /** What is written to the channel, piece by piece. */
  private static List<String> sent(EmbeddedChannel channel) {
    var pieces = new ArrayList<String>();
    for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
      pieces.add(piece.toString(StandardCharsets.ISO_8859_1));
      piece.release();
    }
    return pieces;
  }

  @Test
  void anAnswersBytesAreThoseOfNettysEncoder() {
    for (long seed = 0; seed < 2_000; seed++) {
      List<String> ours = answers(new ServerCodec(LIMITS, () -> {}), new Random(seed));
      List<String> nettys = answers(new HttpResponseEncoder(), new Random(seed));
      assertEquals(String.join("", nettys), String.join("", ours), "seed " + seed);
    }
  }

  /** A few answers of any framing, flushed now and then, the same for the same seed. */
  private static List<String> answers(ChannelHandler codec, Random random) {
    var channel = new EmbeddedChannel(codec);
    for (int i = 0; i < 4; i++) {
      boolean chunked = random.nextBoolean();
      int parts = random.nextInt(4);
      List<byte[]> body = new ArrayList<>();
      int length = 0;
      for (int j = 0; j <= parts; j++) {
        byte[] part = new byte[random.nextInt(4) == 0 ? random.nextInt(6_000) : random.nextInt(90)];
        Arrays.fill(part, (byte) ('a' + j));
        body.add(part);
        length += part.length;
      }
      var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      head.headers().add("X-Padding", "p".repeat(random.nextInt(600)));
      if (chunked) {
        head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
      } else {
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
      }
      channel.write(head, channel.voidPromise());
      for (int j = 0; j < parts; j++) {
        flushPerhaps(channel, random);
        channel.write(
            new DefaultHttpContent(Unpooled.wrappedBuffer(body.get(j))), channel.voidPromise());
      }
      var last = new DefaultLastHttpContent(Unpooled.wrappedBuffer(body.getLast()));
      if (chunked && random.nextBoolean()) {
        last.trailingHeaders().add("X-Sum", "5");
      }
      channel.write(last, channel.voidPromise());
      flushPerhaps(channel, random);
    }
    channel.flush();
    List<String> pieces = sent(channel);
    channel.finishAndReleaseAll();
    return pieces;
  }

  private static void flushPerhaps(EmbeddedChannel channel, Random random) {
    if (random.nextBoolean()) {
      channel.flush();
    }
  }

  @Test
  void aSmallAnswerIsOnePiece() {
    var channel = new EmbeddedChannel(new ServerCodec(LIMITS, () -> {}));
    var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers().set(HttpHeaderNames.CONTENT_LENGTH, 5);
    channel.write(head, channel.voidPromise());
    channel.write(
        new DefaultLastHttpContent(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII)),
        channel.voidPromise());
    channel.flush();
    assertEquals(List.of("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"), sent(channel));
  }

  @Test
  void whatWaitsIsWrittenBeforeTheCodecGoes() {
    var channel = new EmbeddedChannel(new ServerCodec(LIMITS, () -> {}));
    var head =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
    channel.write(head, channel.voidPromise());
    channel.pipeline().removeFirst();
    channel.flush();
    assertEquals(List.of("HTTP/1.1 101 Switching Protocols\r\n\r\n"), sent(channel));
  }

  @Test
  void whatFollowsAnAnswerIsALeftoverWhereverItEnds() {
    byte[] answer = ascii("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    byte[] more = ascii("HTTP/1.1 200 OK\r\nSet-Cookie: sid=evil\r\nX: ");
    for (int cut = 0; cut <= more.length; cut++) {
      var codec = new ClientCodec(LIMITS);
      var channel = new EmbeddedChannel(codec);
      channel.writeInbound(direct(answer, 0, answer.length), direct(more, 0, cut));
      assertEquals(cut > 0, codec.holdsLeftovers(), "after " + cut);
      channel.finishAndReleaseAll();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

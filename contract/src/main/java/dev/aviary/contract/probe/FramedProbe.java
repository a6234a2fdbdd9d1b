package dev.aviary.contract.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One GET over HTTP/2 by prior knowledge (RFC 9113, section 3.3) on a blocking socket. The JDK's
 * client begins with an upgrade of HTTP/1.1, which servers of gRPC do not take.
 */
final class FramedProbe {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final byte[] NO_PUSH = {0, 2, 0, 0, 0, 0};
  private static final byte[] NOTHING = {};
  private static final int STREAM = 1;
  private static final int HEAD = 9;

  /** Bytes of a frame that a peer may send without being allowed more (RFC 9113, section 4.2). */
  private static final int LONGEST_FRAME = 16_384;

  private static final int LONGEST_BLOCK = 4 * LONGEST_FRAME;
  private static final int MOST_OF_BODY = 32 * 1024;

  private final Socket socket;
  private final TimeLeft timeLeft;
  private boolean settled;

  /** How long a read may take. */
  interface TimeLeft {
    int millis() throws SocketTimeoutException;
  }

  private static final class Frame {
    private final int type;
    private final int flags;
    private final int stream;
    private final byte[] payload;

    private Frame(int type, int flags, int stream, byte[] payload) {
      this.type = type;
      this.flags = flags;
      this.stream = stream;
      this.payload = payload;
    }

    private boolean has(int flag) {
      return (flags & flag) != 0;
    }

    /** The number of 32 bits that begins there; -1 when it is missing. */
    private int number(int at) {
      return payload.length < at + 4 ? -1 : ByteBuffer.wrap(payload).getInt(at);
    }
  }

  FramedProbe(Socket socket, TimeLeft timeLeft) {
    this.socket = socket;
    this.timeLeft = timeLeft;
  }

  ProbeAnswer get(String path, String host, Map<String, String> headers) throws IOException {
    socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    send(Http2FrameTypes.SETTINGS, 0, 0, NO_PUSH);
    int whole = Http2Flags.END_HEADERS | Http2Flags.END_STREAM;
    send(Http2FrameTypes.HEADERS, whole, STREAM, block(path, host, headers));
    while (true) {
      Frame frame = next();
      ProbeAnswer answer = frame.type == Http2FrameTypes.HEADERS ? head(frame) : null;
      if (answer != null) {
        drain(frame);
        return answer;
      }
    }
  }

  private static byte[] block(String path, String host, Map<String, String> headers)
      throws IOException {
    Http2Headers fields =
        new DefaultHttp2Headers().method("GET").scheme("http").authority(host).path(path);
    fields.add("user-agent", "aviary-probe").add("accept", "*/*");
    headers.forEach((name, value) -> fields.add(name.toLowerCase(Locale.ROOT), value));
    ByteBuf block = Unpooled.buffer();
    try {
      new DefaultHttp2HeadersEncoder().encodeHeaders(STREAM, fields, block);
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
    return Arrays.copyOf(block.array(), block.readableBytes());
  }

  /** The answer of a header section; null: it is an interim one. */
  private @Nullable ProbeAnswer head(Frame first) throws IOException {
    byte[] payload = first.payload;
    int from = first.has(Http2Flags.PADDED) ? 1 : 0;
    int padding = from == 0 || payload.length == 0 ? 0 : payload[0] & 0xff;
    from += first.has(Http2Flags.PRIORITY) ? 5 : 0;
    if (from + padding > payload.length) {
      throw broken();
    }
    var block = new ByteArrayOutputStream();
    block.write(payload, from, payload.length - padding - from);
    Frame part = first;
    while (!part.has(Http2Flags.END_HEADERS)) {
      part = read();
      if (part.type != Http2FrameTypes.CONTINUATION || block.size() > LONGEST_BLOCK) {
        throw broken();
      }
      block.writeBytes(part.payload);
    }
    return answer(block.toByteArray());
  }

  private static IOException broken() {
    return new IOException("it answered a broken frame of HTTP/2");
  }

  private static @Nullable ProbeAnswer answer(byte[] block) throws IOException {
    try {
      var decoder = new DefaultHttp2HeadersDecoder(true, LONGEST_BLOCK);
      Http2Headers fields = decoder.decodeHeaders(STREAM, Unpooled.wrappedBuffer(block));
      CharSequence status = fields.status();
      int code = status == null ? 0 : Integer.parseInt(status.toString());
      CharSequence location = fields.get("location");
      return code < 200 ? null : new ProbeAnswer(code, location == null ? null : location + "");
    } catch (Http2Exception | NumberFormatException e) {
      throw new IOException("it answered fields that are not valid HTTP/2", e);
    }
  }

  /** The next frame of the answer; what the connection asks for is answered. */
  private Frame next() throws IOException {
    while (true) {
      Frame frame = read();
      boolean ping = frame.type == Http2FrameTypes.PING;
      if ((ping || frame.type == Http2FrameTypes.SETTINGS) && !frame.has(Http2Flags.ACK)) {
        send(frame.type, Http2Flags.ACK, 0, ping ? frame.payload : NOTHING);
      } else if (frame.type == Http2FrameTypes.RST_STREAM) {
        throw new IOException("it reset the request with error " + frame.number(0));
      } else if (frame.type == Http2FrameTypes.GO_AWAY && frame.number(4) != 0) {
        throw new IOException("it ended the connection with error " + frame.number(4));
      } else if (frame.stream == STREAM) {
        return frame;
      }
    }
  }

  /** Reads a body's first bytes, so that the app's writes do not fail. */
  private void drain(Frame head) {
    try {
      int read = 0;
      boolean ended = head.has(Http2Flags.END_STREAM);
      while (!ended && read < MOST_OF_BODY) {
        Frame frame = next();
        read += frame.payload.length;
        ended = frame.has(Http2Flags.END_STREAM);
      }
    } catch (IOException enough) {
      // The head has come.
    }
  }

  private Frame read() throws IOException {
    byte[] head = exactly(HEAD);
    int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff);
    if (!settled) {
      checkFirst(head);
    }
    if (length > LONGEST_FRAME) {
      throw broken();
    }
    int stream = ByteBuffer.wrap(head).getInt(5) & Integer.MAX_VALUE;
    return new Frame(head[3], head[4], stream, exactly(length));
  }

  /** RFC 9113, section 3.4: a server begins with SETTINGS. */
  private void checkFirst(byte[] head) throws IOException {
    if (new String(head, StandardCharsets.ISO_8859_1).startsWith("HTTP/1")) {
      throw new IOException(
          "it answered in HTTP/1.1, and its settings say protocol h2c; set protocol to http/1.1,"
              + " or let it take HTTP/2 without TLS");
    }
    if (head[3] != Http2FrameTypes.SETTINGS) {
      throw new IOException("it answered something that is not HTTP/2");
    }
    settled = true;
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = new byte[length];
    int at = 0;
    while (at < length) {
      socket.setSoTimeout(timeLeft.millis());
      int read = socket.getInputStream().read(bytes, at, length - at);
      if (read < 0) {
        throw new IOException("it closed the connection without an answer in HTTP/2");
      }
      at += read;
    }
    return bytes;
  }

  private void send(int type, int flags, int stream, byte[] payload) throws IOException {
    byte[] frame =
        ByteBuffer.allocate(HEAD + payload.length)
            .put((byte) (payload.length >> 16))
            .putShort((short) payload.length)
            .put((byte) type)
            .put((byte) flags)
            .putInt(stream)
            .put(payload)
            .array();
    socket.getOutputStream().write(frame);
  }
}

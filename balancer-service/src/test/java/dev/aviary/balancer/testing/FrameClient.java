package dev.aviary.balancer.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A client of HTTP/2, or a backend, that sends exactly the frames that it is told to (RFC 9113,
 * section 4).
 */
public final class FrameClient implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int PRIORITY = 2;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PUSH_PROMISE = 5;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;

  /** Flags: the same bit also says ACK. */
  public static final int END_STREAM = 1;

  public static final int END_HEADERS = 4;
  public static final int PADDED = 8;
  public static final int PRIORITISED = 32;

  public static final int NO_ERROR = 0;
  public static final int PROTOCOL_ERROR = 1;
  public static final int INTERNAL_ERROR = 2;
  public static final int FLOW_CONTROL_ERROR = 3;
  public static final int STREAM_CLOSED = 5;
  public static final int FRAME_SIZE_ERROR = 6;
  public static final int REFUSED_STREAM = 7;
  public static final int CANCEL = 8;
  public static final int COMPRESSION_ERROR = 9;
  public static final int ENHANCE_YOUR_CALM = 11;

  /** Bytes of a frame at most. */
  private static final int FRAME = 16_384;

  private static final int PATIENCE_MILLIS = 60_000;
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private final AutoCloseable connection;
  private final OutputStream out;
  private final DataInputStream in;
  private final DefaultHttp2HeadersDecoder fields = new DefaultHttp2HeadersDecoder(false);
  private final Map<Integer, StreamAnswer> answers = new HashMap<>();
  private final Map<Integer, Integer> credit = new HashMap<>();

  /** A frame as it came. */
  public static final class Frame {
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

    public int type() {
      return type;
    }

    public int stream() {
      return stream;
    }

    public int flags() {
      return flags;
    }

    public byte[] payload() {
      return payload;
    }

    /** The number of 32 bits that begins there. */
    public int number(int at) {
      return ByteBuffer.wrap(payload).getInt(at);
    }

    public boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  private FrameClient(AutoCloseable connection, InputStream in, OutputStream out)
      throws IOException {
    this.connection = connection;
    this.in = new DataInputStream(in);
    this.out = out;
    try {
      // What a client allows at most is not this client's concern.
      fields.maxHeaderTableSize(1 << 24);
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  /** The balancer's connection as a backend sees it, after its preface. */
  static FrameClient serving(AutoCloseable connection, InputStream in, OutputStream out)
      throws IOException {
    byte[] preface = new byte[PREFACE.length()];
    var frames = new FrameClient(connection, in, out);
    frames.in.readFully(preface);
    if (!PREFACE.equals(new String(preface, StandardCharsets.ISO_8859_1))) {
      throw new IOException("the balancer does not begin HTTP/2");
    }
    return frames;
  }

  /** A connection on which nothing was sent yet. */
  public static FrameClient silent(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return new FrameClient(socket, socket.getInputStream(), socket.getOutputStream());
  }

  /** A connection that has begun with these settings, as pairs of name and value. */
  public static FrameClient to(int port, int... settings) throws IOException {
    return silent(port).send(PREFACE).frame(SETTINGS, 0, 0, settingsOf(settings));
  }

  public static byte[] settingsOf(int... pairs) {
    ByteBuffer payload = ByteBuffer.allocate(pairs.length * 3);
    for (int i = 0; i < pairs.length; i += 2) {
      payload.putShort((short) pairs[i]).putInt(pairs[i + 1]);
    }
    return payload.array();
  }

  /** The bytes of a number of 32 bits. */
  public static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  /** A field block: literals without an index and without Huffman coding (RFC 7541, 6.2.2). */
  public static byte[] block(String... fields) {
    var block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0);
      text(fields[i], block);
      text(fields[i + 1], block);
    }
    return block.toByteArray();
  }

  private static void text(String text, ByteArrayOutputStream to) {
    int length = text.length();
    if (length < 127) {
      to.write(length);
    } else {
      to.write(127);
      int rest = length - 127;
      for (; rest >= 128; rest >>= 7) {
        to.write((rest & 127) | 128);
      }
      to.write(rest);
    }
    to.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The fields of a request, and more of them. */
  public static String[] request(String method, String path, String... more) {
    var all = new ArrayList<>(List.of(":method", method, ":scheme", "http", ":path", path));
    all.addAll(List.of(":authority", "a"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  public FrameClient send(String latin1) throws IOException {
    return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  public FrameClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    return this;
  }

  public static byte[] encode(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  public FrameClient frame(int type, int flags, int stream, byte... payload) throws IOException {
    return send(encode(type, flags, stream, payload));
  }

  /** A whole header section, in as many frames as it needs. */
  public FrameClient headers(int stream, boolean ends, String... fields) throws IOException {
    byte[] block = block(fields);
    int at = 0;
    int type = HEADERS;
    int flags = ends ? END_STREAM : 0;
    for (; block.length - at > FRAME; at += FRAME) {
      frame(type, flags, stream, Arrays.copyOfRange(block, at, at + FRAME));
      type = CONTINUATION;
      flags = 0;
    }
    return frame(type, flags | END_HEADERS, stream, Arrays.copyOfRange(block, at, block.length));
  }

  public FrameClient get(int stream, String path) throws IOException {
    return headers(stream, true, request("GET", path));
  }

  public FrameClient data(int stream, boolean ends, String latin1) throws IOException {
    return frame(DATA, ends ? END_STREAM : 0, stream, latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  public FrameClient reset(int stream, int why) throws IOException {
    return frame(RST_STREAM, 0, stream, number(why));
  }

  public FrameClient window(int stream, int more) throws IOException {
    return frame(WINDOW_UPDATE, 0, stream, number(more));
  }

  /** The next frame of whatever type. */
  public Frame next() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = new byte[length];
    in.readFully(payload);
    var frame = new Frame(type, flags, stream, payload);
    note(frame);
    return frame;
  }

  /** The next frame of that type. */
  public Frame next(int type) throws IOException {
    Frame frame = next();
    while (frame.type != type) {
      if (frame.type == GOAWAY && frame.number(4) != NO_ERROR) {
        throw new EOFException("the connection ends with error " + frame.number(4));
      }
      frame = next();
    }
    return frame;
  }

  /** The error with which the connection ends. */
  public int connectionError() throws IOException {
    Frame frame = next();
    while (frame.type != GOAWAY) {
      frame = next();
    }
    return frame.number(4);
  }

  /** The error with which the stream is reset. */
  public int streamError(int stream) throws IOException {
    Frame frame = next(RST_STREAM);
    while (frame.stream != stream) {
      frame = next(RST_STREAM);
    }
    return frame.number(0);
  }

  /** Waits for the answer to a PING: all that was sent before it was read. */
  public FrameClient settled() throws IOException {
    frame(PING, 0, 0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    Frame pong = next(PING);
    while (!pong.has(END_STREAM) || pong.payload[0] != 1) {
      pong = next(PING);
    }
    return this;
  }

  /** The whole answer on a stream. */
  public StreamAnswer answer(int stream) throws IOException {
    StreamAnswer answer = partOf(stream);
    while (!answer.ended()) {
      Frame frame = next();
      if (frame.type == RST_STREAM && frame.stream == stream) {
        throw new EOFException("reset with error " + frame.number(0));
      }
      if (frame.type == GOAWAY && frame.number(4) != NO_ERROR) {
        throw new EOFException("the connection ends with error " + frame.number(4));
      }
    }
    return answer;
  }

  /** What arrived of the answer until now. */
  public StreamAnswer partOf(int stream) {
    return answers.computeIfAbsent(stream, id -> new StreamAnswer());
  }

  /** By how much the balancer enlarged the window of the stream. */
  public int credit(int stream) {
    return credit.getOrDefault(stream, 0);
  }

  private void note(Frame frame) throws IOException {
    if (frame.type == HEADERS) {
      ByteBuf block = Unpooled.wrappedBuffer(frame.payload);
      try {
        partOf(frame.stream).section(fields.decodeHeaders(frame.stream, block));
      } catch (Exception e) {
        throw new IOException(e);
      }
    } else if (frame.type == DATA) {
      partOf(frame.stream).body(frame.payload);
    } else if (frame.type == WINDOW_UPDATE) {
      credit.merge(frame.stream, frame.number(0), Integer::sum);
    } else if (frame.type == SETTINGS && !frame.has(END_STREAM)) {
      frame(SETTINGS, END_STREAM, 0);
    }
    if ((frame.type == HEADERS || frame.type == DATA) && frame.has(END_STREAM)) {
      partOf(frame.stream).end();
    }
  }

  /** Whether the balancer closed the connection, after whatever it still sent. */
  public boolean ended() throws IOException {
    try {
      while (true) {
        next();
      }
    } catch (EOFException | SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws Exception {
    connection.close();
  }
}

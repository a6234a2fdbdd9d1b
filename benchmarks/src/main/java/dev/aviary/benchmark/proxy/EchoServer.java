package dev.aviary.benchmark.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Speaks WebSocket (RFC 6455) and sends each frame back; frames have less than 126 bytes. */
final class EchoServer {
  private static final String KEY = "sec-websocket-key: ";

  /** RFC 6455, section 1.3. */
  private static final String SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static final int CLOSE_FRAME = 0x88;

  private EchoServer() {}

  static RawServer start() {
    return new RawServer(EchoServer::serve);
  }

  private static void serve(String head, InputStream in, OutputStream out) throws IOException {
    String key =
        head.lines()
            .filter(line -> line.regionMatches(true, 0, KEY, 0, KEY.length()))
            .map(line -> line.substring(KEY.length()))
            .findFirst()
            .orElseThrow(() -> new IOException("no WebSocket"));
    RawServer.send(
        out,
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Accept: %s\r\n\r\n".formatted(accept(key)));
    var frames = new DataInputStream(in);
    int first;
    do {
      first = frames.readUnsignedByte();
      byte[] message = unmasked(frames);
      byte[] back = new byte[2 + message.length];
      back[0] = (byte) first;
      back[1] = (byte) message.length;
      System.arraycopy(message, 0, back, 2, message.length);
      out.write(back);
    } while (first != CLOSE_FRAME);
  }

  private static byte[] unmasked(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte() & 0x7f;
    byte[] mask = in.readNBytes(4);
    byte[] message = in.readNBytes(length);
    for (int i = 0; i < message.length; i++) {
      message[i] ^= mask[i % 4];
    }
    return message;
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

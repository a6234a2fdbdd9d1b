package dev.aviary.balancer.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection from the balancer, as a backend sees it. */
public final class Conversation {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final List<String> heads;

  Conversation(Socket socket, List<String> heads) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 65_536);
    this.out = socket.getOutputStream();
    this.heads = heads;
  }

  /** The next request's head; empty when the balancer closed. */
  public String readHead() throws IOException {
    String head = Wire11.head(in);
    if (!head.isEmpty()) {
      heads.add(head);
    }
    return head;
  }

  /** The body that belongs to a head; chunks are put together. */
  public String readBody(String head) throws IOException {
    if (Wire11.chunked(head)) {
      Wire11.Chunks chunks = Wire11.chunks(in);
      return chunks.body() + chunks.trailers();
    }
    String length = Wire11.header(head, "Content-Length");
    return length.isEmpty() ? "" : Wire11.exactly(in, Integer.parseInt(length));
  }

  /** A whole request; false when the balancer closed. */
  public boolean readRequest() throws IOException {
    String head = readHead();
    readBody(head);
    return !head.isEmpty();
  }

  public Conversation send(String latin1) throws IOException {
    return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  public Conversation send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  public void answer(String body) throws IOException {
    send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  /** Sends no more; still reads. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** The same connection as one of HTTP/2, which begins with these settings. */
  public FrameClient frames(int... settings) throws IOException {
    FrameClient frames = FrameClient.serving(socket, in, out);
    return frames.frame(FrameClient.SETTINGS, 0, 0, FrameClient.settingsOf(settings));
  }

  public InputStream in() {
    return in;
  }

  /** Blocks until the balancer closes the connection. */
  public void awaitEnd() throws IOException {
    while (in.read() >= 0) {
      // What still comes is of no interest.
    }
  }

  public void close() throws IOException {
    socket.close();
  }

  /** Closes so that the other side gets a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}

package dev.aviary.balancer.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A client that sends exactly the bytes that it is told to. */
public final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 65_536);
    this.out = socket.getOutputStream();
  }

  public static RawClient to(int port) throws IOException {
    return from("127.0.0.1", port);
  }

  /** A client whose address is another one of the loopback's. */
  public static RawClient from(String address, int port) throws IOException {
    var socket =
        new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(address), 0);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return new RawClient(socket);
  }

  /** A client that speaks TLS and means this host. */
  public static RawClient tls(SSLContext trust, String host, int port, String... versions)
      throws IOException {
    var socket = (SSLSocket) trust.getSocketFactory().createSocket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(host)));
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (versions.length > 0) {
      parameters.setProtocols(versions);
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return new RawClient(socket);
  }

  /** The session of a client that speaks TLS. */
  public SSLSession session() {
    return ((SSLSocket) socket).getSession();
  }

  /** One request on a connection of its own. */
  public static Answer get(int port, String path) throws IOException {
    try (var client = to(port)) {
      return client
          .send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
          .read();
    }
  }

  public RawClient send(String latin1) throws IOException {
    return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  public RawClient get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  /** Whether something came that was not read. */
  public boolean available() throws IOException {
    return in.available() > 0;
  }

  public String readHead() throws IOException {
    return Wire11.head(in);
  }

  public Answer read() throws IOException {
    return withBody(readHead());
  }

  private Answer withBody(String head) throws IOException {
    if (head.isEmpty()) {
      throw new IOException("the balancer closed without an answer");
    }
    if (Wire11.chunked(head)) {
      Wire11.Chunks chunks = Wire11.chunks(in);
      return new Answer(head, chunks.body(), chunks.trailers());
    }
    String length = Wire11.header(head, "Content-Length");
    if (!length.isEmpty()) {
      return new Answer(head, Wire11.exactly(in, Integer.parseInt(length)), "");
    }
    return new Answer(head, bodiless(head) ? "" : readToEnd(), "");
  }

  /** The final answer, after interim ones; to a HEAD request none has a body. */
  public Answer readFinal(boolean toHead) throws IOException {
    String head = readHead();
    while (head.startsWith("HTTP/1.1 1")) {
      head = readHead();
    }
    return toHead && !head.isEmpty() ? new Answer(head, "", "") : withBody(head);
  }

  public String readBytes(int count) throws IOException {
    return Wire11.exactly(in, count);
  }

  public String readToEnd() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Whether the other side closed and sent nothing before that. */
  public boolean ended() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  /** Sends no more; still reads. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  public InputStream in() {
    return in;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static boolean bodiless(String head) {
    String status = head.split(" ", -1)[1];
    return status.startsWith("1") || status.equals("204") || status.equals("304");
  }
}

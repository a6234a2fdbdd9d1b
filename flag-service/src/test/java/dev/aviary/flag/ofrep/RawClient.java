package dev.aviary.flag.ofrep;

import dev.aviary.flag.FlagService;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection, of which a test decides what is written at once. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader answers;

  RawClient(FlagService service) {
    this(service.request("/").build().uri().getPort());
  }

  RawClient(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
      answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param fields each with its end of line
   */
  static String request(String path, String fields, String body) {
    return "POST %s HTTP/1.1\r\nHost: flags\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(path, fields, body.length(), body);
  }

  void write(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer read() {
    try {
      int status = Integer.parseInt(line().split(" ", -1)[1]);
      Map<String, String> fields = new TreeMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        fields.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      char[] body = new char[Integer.parseInt(fields.getOrDefault("content-length", "0"))];
      for (int at = 0; at < body.length; ) {
        at += answers.read(body, at, body.length - at);
      }
      return new Answer(status, fields, new String(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new EOFException("the connection was closed");
    }
    return line;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param fields by their names in small letters
   */
  record Answer(int status, Map<String, String> fields, String body) {}
}

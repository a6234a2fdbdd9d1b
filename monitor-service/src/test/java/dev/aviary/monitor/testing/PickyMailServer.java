package dev.aviary.monitor.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of an SMTP server (RFC 5321) as it takes to know some recipients and refuse others. */
public final class PickyMailServer implements AutoCloseable {
  private final ServerSocket listener;
  private final String unknown;
  private final List<String> takenFor = new CopyOnWriteArrayList<>();

  /**
   * @param unknown the recipient that is refused with 550
   */
  public PickyMailServer(String unknown) {
    this.unknown = unknown;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Whom mails were taken for, in order. */
  public List<String> takenFor() {
    return List.copyOf(takenFor);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> talk(client));
      }
    } catch (IOException closed) {
      // Nobody is served any more.
    }
  }

  private void talk(Socket client) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        var out = new PrintStream(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
      out.print("220 picky\r\n");
      String recipient = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("RCPT TO:")) {
          recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        }
        if (line.equals("DATA")) {
          out.print("354 go on\r\n");
          out.flush();
          skipText(in);
          takenFor.add(recipient);
        }
        out.print(answer(line, recipient) + "\r\n");
        out.flush();
      }
    } catch (IOException left) {
      // The client hung up.
    }
  }

  private String answer(String line, String recipient) {
    if (line.startsWith("RCPT TO:") && recipient.equals(unknown)) {
      return "550 5.1.1 nobody of that name";
    }
    return line.equals("QUIT") ? "221 bye" : "250 ok";
  }

  private static void skipText(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      line = in.readLine();
    }
  }
}

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * As much of an SMTP server (RFC 5321, 3207, 4954, 6531) as it takes to refuse, to be slow, and to
 * speak TLS with a certificate of the test's choice. Set it up before the first client comes.
 */
public final class SmtpServer implements AutoCloseable {
  /** When TLS begins. */
  public enum Security {
    PLAIN,
    STARTTLS,
    TLS
  }

  private static final int LONGEST_WAIT_SECONDS = 120;

  private final ServerSocket listener;
  private final Security security;
  private final @Nullable SSLContext certificate;
  private final List<String> extensions = new CopyOnWriteArrayList<>();
  private final Map<String, String> refused = new ConcurrentHashMap<>();
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> slow = new ConcurrentHashMap<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private volatile boolean hangsUp;
  private volatile Predicate<String> silent = command -> false;

  /** A letter whose whole text came, whatever was answered. */
  public record Taken(String recipient, String text) {}

  public static SmtpServer plain() {
    return new SmtpServer(Security.PLAIN, null);
  }

  public static SmtpServer with(Security security, SSLContext certificate) {
    return new SmtpServer(security, certificate);
  }

  private SmtpServer(Security security, @Nullable SSLContext certificate) {
    this.security = security;
    this.certificate = certificate;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** What EHLO is answered, besides what the security needs. */
  public SmtpServer offering(String extension) {
    extensions.add(extension);
    return this;
  }

  public SmtpServer refusingRecipient(String recipient, String reply) {
    refused.put(recipient, reply);
    return this;
  }

  /**
   * @param part of a text that is answered with {@code reply} at its end
   */
  public SmtpServer answering(String part, String reply) {
    texts.put(part, reply);
    return this;
  }

  /** Each connection ends with the answer to the first text. */
  public SmtpServer hangingUp() {
    hangsUp = true;
    return this;
  }

  /**
   * @param part of a text whose end is not answered until the latch is open
   */
  public SmtpServer slowWith(String part, CountDownLatch latch) {
    slow.put(part, latch);
    return this;
  }

  /** Commands that are never answered; {@code ""} is the greeting. */
  public SmtpServer silentAt(Predicate<String> command) {
    silent = command;
    return this;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Every line that a client sent outside of texts, in order. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  public List<Taken> taken() {
    return List.copyOf(taken);
  }

  /** Whom letters came for, in order. */
  public List<String> takenFor() {
    return taken.stream().map(Taken::recipient).toList();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // Nobody is served any more.
    }
  }

  private void serve(Socket client) {
    try (client) {
      Socket connection = security == Security.TLS ? tls(client) : client;
      var session = new Session(connection);
      session.say("", "220 test");
      boolean upgrade = session.talk();
      if (upgrade) {
        new Session(tls(client)).talk();
      }
    } catch (IOException | InterruptedException left) {
      // The client hung up, or refused the certificate.
    }
  }

  private Socket tls(Socket client) throws IOException {
    if (certificate == null) {
      throw new IOException("no certificate");
    }
    var secured =
        (SSLSocket)
            certificate.getSocketFactory().createSocket(client, null, client.getPort(), true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    return secured;
  }

  private final class Session {
    private final BufferedReader in;
    private final PrintStream out;
    private String recipient = "";

    Session(Socket connection) throws IOException {
      in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
      out = new PrintStream(connection.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Returns whether TLS comes next. */
    boolean talk() throws IOException, InterruptedException {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
          case "EHLO" -> say(line, String.join("\r\n", greetings()));
          case "STARTTLS" -> {
            say(line, "220 go on");
            return true;
          }
          case "AUTH" -> say(line, "235 welcome");
          case "RCPT" -> {
            recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
            say(line, refused.getOrDefault(recipient, "250 ok"));
          }
          case "DATA" -> text(line);
          case "QUIT" -> {
            say(line, "221 bye");
            return false;
          }
          default -> say(line, "250 ok");
        }
      }
      return false;
    }

    private void text(String command) throws IOException, InterruptedException {
      say(command, "354 go on");
      var lines = new ArrayList<String>();
      String line = in.readLine();
      while (line != null && !line.equals(".")) {
        lines.add(line);
        line = in.readLine();
      }
      String text = String.join("\n", lines);
      taken.add(new Taken(recipient, text));
      for (var wait : slow.entrySet()) {
        if (text.contains(wait.getKey())
            && !wait.getValue().await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("nobody opened the latch");
        }
      }
      String reply =
          texts.entrySet().stream()
              .filter(each -> text.contains(each.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("250 ok");
      if (reply.isEmpty()) {
        throw new IOException("hangs up in the place of an answer");
      }
      say(".", reply);
      if (hangsUp) {
        throw new IOException("hangs up after the answer");
      }
    }

    private List<String> greetings() {
      var all = new ArrayList<String>();
      all.add("test");
      all.addAll(extensions);
      if (security == Security.STARTTLS) {
        all.add("STARTTLS");
      }
      all.add("AUTH PLAIN");
      var lines = new ArrayList<String>();
      for (int i = 0; i < all.size(); i++) {
        lines.add((i < all.size() - 1 ? "250-" : "250 ") + all.get(i));
      }
      return lines;
    }

    void say(String to, String reply) throws InterruptedException {
      if (silent.test(to)) {
        Thread.sleep(Duration.ofSeconds(LONGEST_WAIT_SECONDS));
      }
      out.print(reply + "\r\n");
      out.flush();
    }
  }
}

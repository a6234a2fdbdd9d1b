package dev.aviary.monitor.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server that keeps what it is posted, and answers as the test says. */
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger cutOff = new AtomicInteger();
  private volatile Function<Taken, Reply> answer = each -> Reply.of(204);

  public Receiver() {
    this(0);
  }

  public Receiver(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  /**
   * A request that it got.
   *
   * @param headers names in lower case
   */
  public record Taken(String method, String path, Map<String, String> headers, String body) {}

  /**
   * What it answers.
   *
   * @param endless whether the body never ends: the text comes again and again
   */
  public record Reply(int status, Map<String, String> headers, String body, boolean endless) {
    public static Reply of(int status) {
      return new Reply(status, Map.of(), "", false);
    }

    public static Reply of(int status, String body) {
      return new Reply(status, Map.of(), body, false);
    }

    public Reply with(String name, String value) {
      var all = new HashMap<>(headers);
      all.put(name, value);
      return new Reply(status, Map.copyOf(all), body, endless);
    }

    public Reply withoutEnd() {
      return new Reply(status, headers, body, true);
    }
  }

  public Receiver answering(Function<Taken, Reply> how) {
    answer = how;
    return this;
  }

  public Receiver answering(Reply reply) {
    return answering(each -> reply);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** How many answers without end their readers have left. */
  public int cutOff() {
    return cutOff.get();
  }

  public List<Taken> taken() {
    return List.copyOf(taken);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    var request =
        new Taken(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
    taken.add(request);
    Reply reply = answer.apply(request);
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    if (reply.endless()) {
      exchange.sendResponseHeaders(reply.status(), 0);
      try {
        while (!Thread.currentThread().isInterrupted()) {
          exchange.getResponseBody().write(bytes);
        }
      } catch (IOException readerLeft) {
        cutOff.incrementAndGet();
        throw readerLeft;
      }
    }
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

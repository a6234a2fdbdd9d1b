package dev.aviary.flag;

import static dev.aviary.contract.testing.Eventually.eventually;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of a stream, which keeps what comes until a test asks for it. */
public final class Listener implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final HttpResponse<InputStream> answer;
  private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger comments = new AtomicInteger();
  private volatile boolean ended;

  private Listener(HttpResponse<InputStream> answer) {
    this.answer = answer;
    Thread.startVirtualThread(this::read);
  }

  /** Returns when the head of the answer is here. */
  public static Listener to(HttpRequest.Builder request) {
    try {
      return new Listener(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public int status() {
    return answer.statusCode();
  }

  /** The next event that was not asked for yet. */
  public Event next() {
    eventually("an event comes", this::hasEvent);
    return events.remove();
  }

  public boolean hasEvent() {
    return !events.isEmpty();
  }

  /** Waits for a sign of life. */
  public void awaitHeartbeat() {
    int before = comments.get();
    eventually("a comment comes", () -> comments.get() > before);
  }

  public boolean hasEnded() {
    return ended;
  }

  @Override
  public void close() {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    String id = "";
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(id, line.substring(6)));
        } else if (line.startsWith(":")) {
          comments.incrementAndGet();
        }
      }
    } catch (IOException closed) {
      // By the test.
    }
    ended = true;
  }

  /**
   * @param data JSON
   */
  public record Event(String id, String data) {
    private static final Pattern ETAG = Pattern.compile("\"etag\":\"((?:\\\\.|[^\"\\\\])*)\"");

    /** Of the configuration, as it is written in JSON. */
    public String etag() {
      Matcher etag = ETAG.matcher(data);
      if (!etag.find()) {
        throw new AssertionError("no etag: " + data);
      }
      return etag.group(1);
    }
  }
}

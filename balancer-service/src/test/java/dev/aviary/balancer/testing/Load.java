package dev.aviary.balancer.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask without a pause, each on its own connection, until closed. */
public final class Load implements AutoCloseable {
  private final int port;
  private final String request;
  private final AtomicLong answers = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private Load(int port, String request) {
    this.port = port;
    this.request = request;
  }

  public static Load on(int port, int clients) {
    return on(port, clients, Head.of("GET / HTTP/1.1", "Host: a"));
  }

  public static Load on(int port, int clients, String request) {
    var load = new Load(port, request);
    for (int i = 0; i < clients; i++) {
      load.threads.add(Thread.ofVirtual().start(load::ask));
    }
    return load;
  }

  public long answers() {
    return answers.get();
  }

  /** Answers other than 200, and connections that broke. */
  public int failures() {
    return failures.size();
  }

  public String firstFailure() {
    return String.valueOf(failures.peek());
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void ask() {
    try (var client = RawClient.to(port)) {
      while (!stopped) {
        Answer answer = client.send(request).read();
        answers.incrementAndGet();
        if (answer.status() != 200) {
          failures.add(answer.head() + answer.body());
        }
      }
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }
}

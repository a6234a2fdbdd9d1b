package dev.aviary.balancer.testing;

import java.io.IOException;

/** A backend for scripts: a word for every request, and ten megabytes for {@code /large}. */
public final class PlainBackend {
  private static final int LARGE = 10_000_000;

  private PlainBackend() {}

  /**
   * Serves until the process ends.
   *
   * @param args the port
   */
  public static void main(String[] args) throws Exception {
    TestBackend.startAt(Integer.parseInt(args[0]), PlainBackend::serve);
    Thread.currentThread().join();
  }

  private static void serve(Conversation conversation) throws IOException {
    String head = conversation.readHead();
    while (!head.isEmpty()) {
      conversation.readBody(head);
      if (head.startsWith("GET /large ")) {
        conversation.send(Head.of("HTTP/1.1 200 OK", "Content-Length: " + LARGE));
        conversation.send(new byte[LARGE]);
      } else {
        conversation.answer("ok");
      }
      head = conversation.readHead();
    }
  }
}

package dev.aviary.balancer.testing;

import java.io.IOException;

/** A backend for scripts: a word for every request, and ten megabytes for {@code /large}. */
public final class PlainBackend {
  private static final byte[] PIECE = new byte[10_000];
  private static final int LARGE = 1_000 * PIECE.length;

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
        for (int sent = 0; sent < LARGE; sent += PIECE.length) {
          conversation.send(PIECE);
        }
      } else {
        conversation.answer("ok");
      }
      head = conversation.readHead();
    }
  }
}

package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes of a backend that no request asked for. */
final class LeftoversIT extends TrafficCase {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  static List<String> leftovers() {
    return List.of(
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
        "HTTP/1.1 200 OK\r\nSet-Cookie: sid=evil\r\nX: ",
        "HTTP/1.1 200 OK\r\nSet-Cookie: sid=evil\r\n",
        "HTTP/1.1 200 OK\r\n",
        "H");
  }

  @Rule(10)
  @ParameterizedTest
  @MethodSource("leftovers")
  void bytesAfterAnAnswerNeverReachTheNextUser_RFC9112_9_2(String more) throws Exception {
    TestBackend backend = serveAnswer(OK + more);
    for (int i = 0; i < 20; i++) {
      RawClient client = client();
      assertEquals("ok", client.get("/").read().body());
      assertEquals("ok", client.get("/").read().body());
    }
    assertEquals(40, backend.connections());
  }

  @Rule(10)
  @ParameterizedTest
  @MethodSource("leftovers")
  void bytesOnAnIdleConnectionNeverReachTheNextUser_RFC9112_9_2(String more) throws Exception {
    var poisoned = new Semaphore(0);
    TestBackend backend =
        serve(conversation -> {
          conversation.readRequest();
          conversation.send(OK);
          poisoned.acquireUninterruptibly();
          conversation.send(more);
          conversation.awaitEnd();
        });
    RawClient client = client();
    assertEquals("ok", client.get("/").read().body());
    poisoned.release(1_000);
    Await.until("hung up on", () -> backend.open() == 0);
    assertEquals("ok", client.get("/").read().body());
  }
}

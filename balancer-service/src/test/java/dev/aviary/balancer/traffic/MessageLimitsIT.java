package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are too large, too long or too slow. */
final class MessageLimitsIT extends SmugglingCase {
  @Rule(15)
  @Test
  void moreHeaderFieldsThanAreTakenAre431_RFC6585_5() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    assertEquals(
        200,
        client()
            .send("GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(127) + "\r\n")
            .read()
            .status());
    assertRefused(431, "too-many-headers", fields(128));
    assertEquals(1, backend.heads().size());
  }

  @Rule(28)
  @ParameterizedTest
  @CsvSource({"200, 1, too-many-headers", "2, 20000, headers-too-large"})
  void trailersBeyondTheLimitsAre431AndTheBackendSeesNoEnd_RFC9110_6_5(
      int count, int size, String code) throws Exception {
    var whole = new AtomicInteger();
    TestBackend backend =
        serve(conversation -> {
          conversation.readBody(conversation.readHead());
          whole.incrementAndGet();
        });
    RawClient client =
        client().send(Head.of("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked"));
    Await.until("the head arrived", () -> backend.heads().size() == 1);
    client.send("1\r\nx\r\n0\r\n" + ("X-T: " + "t".repeat(size) + "\r\n").repeat(count) + "\r\n");
    Answer answer = client.read();
    assertEquals(431, answer.status());
    assertEquals(code, answer.header("X-Aviary-Error"));
    Await.until("hung up on the backend", () -> backend.open() == 0);
    assertEquals(0, whole.get());
  }

  @Rule(8)
  @Test
  void extensionsThatAreTooLongAre400AboutTheChunk_RFC9112_7_1_1() throws Exception {
    serve(conversation -> conversation.readBody(conversation.readHead()));
    String head = Head.of("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
    String long1 = "5;a=" + "x".repeat(20_000) + "\r\nhello\r\n0\r\n\r\n";
    String many = ("1;a=" + "x".repeat(2_000) + "\r\nx\r\n").repeat(10) + "0\r\n\r\n";
    for (String chunks : new String[] {long1, many}) {
      Answer answer = client().send(head + chunks).read();
      assertEquals(400, answer.status());
      assertEquals("bad-chunk", answer.header("X-Aviary-Error"));
      assertTrue(answer.body().contains("extensions"), answer.body());
    }
  }

  @Test
  void aChunkedBodyThatGrowsTooLargeIs413_RFC9110_15_5_14() throws Exception {
    TestBackend backend = serve(conversation -> conversation.readBody(conversation.readHead()));
    RawClient client =
        client().send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    Await.until("the head arrived", () -> backend.heads().size() == 1);
    client.send("200\r\n" + "x".repeat(512) + "\r\n").send("200\r\n" + "x".repeat(512) + "\r\n");
    assertEquals(413, client.read().status());
    Await.until("hung up on the backend", () -> backend.open() == 0);
  }

  @Rule(39)
  @Test
  void aHeadThatBeginsWithinAnotherRequestsSegmentIs408Too_RFC9110_15_5_9() throws Exception {
    serve(TestBackend.saying("ok"));
    for (String part : new String[] {"GET /", "GET / HTTP/1.1\r\nHost: a\r\n"}) {
      RawClient slow = client().send("GET / HTTP/1.1\r\nHost: a\r\n\r\n" + part);
      assertEquals("ok", slow.read().body());
      assertEquals(408, slow.read().status());
    }
  }

  @Rule(39)
  @Test
  void aHeadThatDribblesInIs408AndASilentConnectionIsClosed_RFC9110_15_5_9() throws Exception {
    serve(TestBackend.saying("ok"));
    RawClient slow = client().send("GET / HT");
    RawClient silent = client();
    assertEquals(408, slow.read().status());
    assertTrue(slow.ended());
    assertTrue(silent.ended());
  }

  private static String[] fields(int count) {
    return Stream.concat(Stream.of("GET / HTTP/1.1"), Stream.generate(() -> "X: y").limit(count))
        .toArray(String[]::new);
  }

  private void assertRefused(int status, String code, String... lines) throws Exception {
    String[] all = Stream.concat(Stream.of(lines), Stream.of("Host: a")).toArray(String[]::new);
    RawClient client = client().send(Head.of(all));
    Answer answer = client.read();
    assertEquals(status, answer.status());
    assertEquals(code, answer.header("X-Aviary-Error"));
    assertTrue(client.ended());
  }
}

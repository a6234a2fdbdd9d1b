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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two parties could read differently: refused, and the connection closed. */
final class SmugglingIT extends SmugglingCase {
  @Rule(13)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET x HTTP/1.1",
        "GET * HTTP/1.1",
        "GET ftp://a/ HTTP/1.1",
        "GET http://a b/ HTTP/1.1",
        "GET http:// HTTP/1.1",
        "GET http:///x HTTP/1.1",
        "GET http://a:65536/ HTTP/1.1",
        "GET http://a:-1/ HTTP/1.1",
        "GET http://a:8x/ HTTP/1.1",
        "GET http://u@a/ HTTP/1.1",
        "GET http://a\\b/ HTTP/1.1",
        "GET http:/a HTTP/1.1",
        "GET /a#b HTTP/1.1",
        "GET http://a#b HTTP/1.1",
        "GET http://a/b#c HTTP/1.1",
        "GET # HTTP/1.1",
        "OPTIONS *#x HTTP/1.1",
        "GET http://:80/ HTTP/1.1",
        "GET /a\u007f HTTP/1.1",
        "GET / HTTP/1.1 x",
        "GET /",
        "G\0T / HTTP/1.1"
      })
  void aTargetThatIsNoPathIs400_RFC9112_3_2(String line) throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    assertEquals(400, client().send(Head.of(line, "Host: a")).read().status());
    assertEquals(0, backend.heads().size());
  }

  @Rule(41)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\t/ HTTP/1.1",
        "GET /\tHTTP/1.1",
        "GET /\u000bHTTP/1.1",
        "GET \f/ HTTP/1.1",
        "GET / \rHTTP/1.1",
        "GET / HTTP/1.1\t",
        "GET / HTTP/1.1 ",
        " GET / HTTP/1.1",
        "\tGET / HTTP/1.1",
        "\u001fGET / HTTP/1.1",
        "\u00a0GET / HTTP/1.1"
      })
  void whiteSpaceOtherThanABlankIs400InARequestLine_RFC9112_3(String line) throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    RawClient client = client().send(Head.of(line, "Host: a"));
    assertEquals(400, client.read().status());
    assertTrue(client.ended());
    assertEquals(0, backend.heads().size());
  }

  @Rule(41)
  @Test
  void severalBlanksAreOneAndEmptyLinesBeforeARequestNone_RFC9112_3() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    assertEquals(
        200, client().send("\r\n\r\n" + Head.of("GET  /   HTTP/1.1", "Host: a")).read().status());
    assertTrue(backend.lastHead().startsWith("GET / HTTP/1.1\r\n"), backend.lastHead());
  }

  @Rule(42)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http/1.1",
        "Http/1.1",
        "HTTP/1",
        "HTTP/11",
        "HTTP/1.10",
        "HTTP/01.1",
        "HTTP/1.x",
        "HTTP/-1.1",
        "HTTP/1,1",
        "HTTPS/1.1",
        "ICY/1.1",
        "HTTP 1.1"
      })
  void aVersionThatIsSpeltOtherwiseIs400_RFC9112_2_3(String version) throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    RawClient client = client().send(Head.of("GET / " + version, "Host: a"));
    assertEquals(400, client.read().status());
    assertTrue(client.ended());
    assertEquals(0, backend.heads().size());
  }

  @Rule(42)
  @Test
  void aLaterMinorVersionIsReadAsTheNewestThatIsKnown_RFC9112_2_3() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    assertEquals(200, client().send(Head.of("GET / HTTP/1.9", "Host: a")).read().status());
    assertTrue(backend.lastHead().startsWith("GET / HTTP/1.1\r\n"), backend.lastHead());
  }

  @Rule(4)
  @Test
  void aDraftOfWebSocketGetsNoBodyThatOthersDoNotSee_RFC9112_6_3() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    RawClient client =
        client()
            .send(
                Head.of(
                        "GET / HTTP/1.1",
                        "Host: a",
                        "Sec-WebSocket-Key1: x",
                        "Sec-WebSocket-Key2: y")
                    + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    assertEquals(400, client.read().status());
    assertTrue(client.ended());
    assertEquals(0, backend.heads().size());
  }

  @Rule(4)
  @Test
  void severalLengthsAre400InAnOldRequestToo_RFC9112_6_3() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    for (String second : new String[] {"3", "0", "4, 3"}) {
      String[] lines = {"POST / HTTP/1.0", "Content-Length: 3", "Content-Length: " + second};
      assertEquals(400, client().send(Head.of(lines) + "abc").read().status());
    }
    assertEquals(0, backend.heads().size());
  }

  @Rule(3)
  @Test
  void aTransferCodingInAnOldRequestIs400_RFC9112_6_1() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    String[] lines = {"POST / HTTP/1.0", "Host: a", "Transfer-Encoding: chunked"};
    assertEquals(400, client().send(Head.of(lines) + "0\r\n\r\n").read().status());
    assertEquals(0, backend.heads().size());
  }

  @Rule(8)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "xyz\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        "FFFFFFFFF\r\n",
        "3\nabc\r\n0\r\n\r\n",
        "3\r\nabcd\r\n0\r\n\r\n",
        "3\r\nabc\n0\r\n\r\n",
        "-1\r\n",
        "3;a\nb\r\nabc\r\n0\r\n\r\n",
        "3\u0001\r\nabc\r\n0\r\n\r\n",
        "3\u007f\r\nabc\r\n0\r\n\r\n",
        "3\u0080\r\nabc\r\n0\r\n\r\n",
        "3\u00a0x\r\nabc\r\n0\r\n\r\n",
        "3\rx\r\nabc\r\n0\r\n\r\n",
        "3\r\r\nabc\r\n0\r\n\r\n",
        "3\0\r\nabc\r\n0\r\n\r\n",
        "3\u000b\r\nabc\r\n0\r\n\r\n",
        " 3\r\nabc\r\n0\r\n\r\n",
        "3 \r\nabc\r\n0\r\n\r\n",
        "3\t\r\nabc\r\n0\r\n\r\n",
        "3 4\r\nabc\r\n0\r\n\r\n",
        "3;\r\nabc\r\n0\r\n\r\n",
        "3;=b\r\nabc\r\n0\r\n\r\n",
        "3;a=\r\nabc\r\n0\r\n\r\n",
        "3;a=\"b\r\nabc\r\n0\r\n\r\n",
        "3;a b\r\nabc\r\n0\r\n\r\n",
        "3;a=b\u0001\r\nabc\r\n0\r\n\r\n",
        "3;\u0080\r\nabc\r\n0\r\n\r\n",
        "3\r\nabc\r\n0\u0001\r\n\r\n",
        "3\r\nabc\r\n\r\n0\r\n\r\n",
        "00000000000000003\r\nabc\r\n0\r\n\r\n"
      })
  void aBrokenChunkIs400AndTheBackendNeverSeesAWholeRequest_RFC9112_7_1(String chunks)
      throws Exception {
    var whole = new AtomicInteger();
    TestBackend backend =
        serve(conversation -> {
          conversation.readBody(conversation.readHead());
          whole.incrementAndGet();
        });
    RawClient client =
        client().send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    Await.until("the head arrived", () -> backend.heads().size() == 1);
    client.send(chunks);
    Answer answer = client.read();
    assertEquals(400, answer.status());
    assertEquals("bad-chunk", answer.header("X-Aviary-Error"));
    assertTrue(client.ended());
    Await.until("hung up on the backend", () -> backend.open() == 0);
    assertEquals(0, whole.get());
  }

  @Rule(8)
  @ParameterizedTest
  @ValueSource(strings = {"3;a", "3 ; a = b", "3\t;a=\"b c\"", "3;a=\"\\\"\";b", "003"})
  void properExtensionsAreLeftOut_RFC9112_7_1_1(String line) throws Exception {
    TestBackend backend =
        serve(conversation -> conversation.answer(conversation.readBody(conversation.readHead())));
    String head = Head.of("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
    assertEquals("abc", client().send(head + line + "\r\nabc\r\n0\r\n\r\n").read().body());
    assertEquals(1, backend.heads().size());
  }

  @Rule(28)
  @ParameterizedTest
  @ValueSource(
      strings = {"X-T: a\u0001b", "X-T: a\rb", "X-T: a\0b", "X T: a", "X-T : a", " X-T: a"})
  void aTrailerThatIsNoFieldIs400_RFC9110_6_5(String line) throws Exception {
    serve(conversation -> conversation.readBody(conversation.readHead()));
    String head = Head.of("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
    Answer answer = client().send(head + "1\r\nx\r\n0\r\n" + line + "\r\n\r\n").read();
    assertEquals(400, answer.status());
    assertEquals("bad-chunk", answer.header("X-Aviary-Error"));
  }
}

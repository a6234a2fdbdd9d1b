package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import org.junit.jupiter.api.Test;

/** Header fields that nobody but their two ends may read, and odd ways of writing them. */
final class FieldsIT extends TrafficCase {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Rule(21)
  @Test
  void fieldsOfOneNameKeepTheirOrderAndAllTheirValue_RFC9110_5_3() throws Exception {
    TestBackend backend = serveAnswer(OK);
    String[] own = {
      "X-List: a, b",
      "X-List: c",
      "Authorization: Digest x=\"1\", y=2",
      "Cookie: a=\"b c\"; d=",
      "X-Latin: \u00e9\u00ff"
    };
    String fields = String.join("\r\n", own) + "\r\n";
    client().send("GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n").read();
    assertTrue(backend.lastHead().contains(fields), backend.lastHead());
  }

  @Rule(21)
  @Test
  void whatAnAppSaysOfItselfPassesUnchanged_RFC9110_10_2() throws Exception {
    String[] own = {
      "HTTP/1.1 401 Who?",
      "Date: Tue, 15 Nov 1994 08:12:31 GMT",
      "Allow: GET, BREW",
      "WWW-Authenticate: Basic realm=\"x\", Digest y",
      "Server: a/1 (b)"
    };
    String head = String.join("\r\n", own) + "\r\n";
    serveAnswer(head + "Content-Length: 2\r\n\r\nno");
    Answer answer = client().get("/").read();
    assertTrue(answer.head().startsWith(head), answer.head());
  }

  @Rule(23)
  @Test
  void aCompressedBodyIsNoBusinessOfTheBalancers_RFC9110_7_7() throws Exception {
    TestBackend backend =
        serveAnswer(
            Head.of(
                    "HTTP/1.1 200 OK",
                    "Content-Encoding: gzip",
                    "ETag: \"strong\"",
                    "Content-Length: 4")
                + "\u001f\u008b\u0008\u0000");
    String[] asked = {"GET / HTTP/1.1", "Host: a", "Accept-Encoding: gzip"};
    Answer answer = client().send(Head.of(asked)).read();
    assertEquals("\u001f\u008b\u0008\u0000", answer.body());
    assertEquals("\"strong\"", answer.header("ETag"));
    assertTrue(backend.lastHead().contains("Accept-Encoding: gzip\r\n"), backend.lastHead());
  }

  @Rule(6)
  @Test
  void aFoldedFieldIsRefusedOrUnfoldedNeverPassedOn_RFC9112_5_2() throws Exception {
    TestBackend backend = serveAnswer(OK);
    String[] folded = {"GET / HTTP/1.1", "Host: a", "X-Fold: a", " b"};
    if (client().send(Head.of(folded)).read().status() == 200) {
      assertTrue(backend.lastHead().contains("X-Fold: a b\r\n"), backend.lastHead());
    } else {
      assertEquals(0, backend.heads().size());
    }
  }

  @Rule(6)
  @Test
  void aFoldInAnAnswerIsRefusedOrUnfolded_RFC9112_5_2() throws Exception {
    serveAnswer("HTTP/1.1 200 OK\r\nX-Fold: a\r\n b\r\nContent-Length: 2\r\n\r\nok");
    Answer answer = client().get("/").read();
    assertFalse(answer.head().contains("\r\n b"), answer.head());
    assertTrue(answer.status() == 502 || answer.header("X-Fold").matches("a +b"), answer.head());
  }

  @Rule(5)
  @Test
  void spaceBeforeAColonInAnAnswerGoesNoFurther_RFC9112_5_1() throws Exception {
    serveAnswer("HTTP/1.1 200 OK\r\nX-Space : a\r\nContent-Length: 2\r\n\r\nok");
    Answer answer = client().get("/").read();
    assertFalse(answer.head().contains("X-Space :"), answer.head());
    assertTrue(answer.status() == 502 || answer.header("X-Space").equals("a"), answer.head());
  }

  @Rule(15)
  @Test
  void anUnknownMethodPasses_RFC9110_9_1() throws Exception {
    TestBackend backend = serveAnswer(OK);
    client().send(Head.of("BREW /pot HTTP/1.1", "Host: a")).read();
    assertTrue(backend.lastHead().startsWith("BREW /pot HTTP/1.1\r\n"), backend.lastHead());
  }
}

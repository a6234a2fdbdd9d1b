package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far TRACE and OPTIONS may go (RFC 9110, section 7.6.2). */
final class MaxForwardsIT extends TrafficCase {

  @Rule(17)
  @Test
  void optionsThatMayGoNoFurtherAreAnsweredHere_RFC9110_7_6_2() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    RawClient client = client();
    Answer answer =
        client.send(Head.of("OPTIONS /x HTTP/1.1", "Host: a", "Max-Forwards: 0")).read();
    assertEquals(200, answer.status());
    assertEquals("max-forwards", answer.header("X-Aviary-Answer"));
    assertTrue(answer.header("Allow").contains("GET"), answer.head());
    assertEquals("ok", client.get("/").read().body());
    assertEquals(1, backend.heads().size());
  }

  @Rule(17)
  @Test
  void aTraceThatMayGoNoFurtherIsShownWithoutItsSecrets_RFC9110_9_3_8() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    Answer answer =
        client()
            .send(
                Head.of(
                    "TRACE /x?y HTTP/1.1",
                    "Host: a",
                    "X-Shown: 1",
                    "Cookie: secret",
                    "Authorization: secret",
                    "Max-Forwards: 0"))
            .read();
    assertEquals(200, answer.status());
    assertEquals("message/http", answer.header("Content-Type"));
    assertTrue(answer.body().startsWith("TRACE /x?y HTTP/1.1\r\nHost: a\r\n"), answer.body());
    assertTrue(answer.body().contains("X-Shown: 1\r\n"), answer.body());
    assertFalse(answer.body().contains("secret"), answer.body());
    assertEquals(0, backend.heads().size());
  }

  @Rule(17)
  @ParameterizedTest
  @CsvSource({"TRACE, 1, 0", "OPTIONS, 10, 9", "OPTIONS, 0007, 6"})
  void eachHopTakesOneOff_RFC9110_7_6_2(String method, String before, int after) throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    String[] lines = {method + " / HTTP/1.1", "Host: a", "Max-Forwards: " + before};
    assertEquals(200, client().send(Head.of(lines)).read().status());
    assertTrue(lastHead(backend).contains("max-forwards: " + after + "\r\n"), lastHead(backend));
  }

  @Rule(17)
  @Test
  void noCountIsInventedAndThatOfAnotherMethodIsLeftAlone_RFC9110_7_6_2() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    client().send(Head.of("OPTIONS / HTTP/1.1", "Host: a")).read();
    assertFalse(lastHead(backend).contains("max-forwards"), lastHead(backend));
    client().send(Head.of("GET / HTTP/1.1", "Host: a", "Max-Forwards: 0")).read();
    assertTrue(lastHead(backend).contains("max-forwards: 0\r\n"), lastHead(backend));
  }

  @Rule(17)
  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "", "1, 2", "9999999999"})
  void aCountThatIsNoneIs400_RFC9110_7_6_2(String count) throws Exception {
    serve(TestBackend.saying("ok"));
    Answer answer =
        client().send(Head.of("TRACE / HTTP/1.1", "Host: a", "Max-Forwards: " + count)).read();
    assertEquals(400, answer.status());
    assertEquals("bad-max-forwards", answer.header("X-Aviary-Error"));
  }

  private static String lastHead(TestBackend backend) {
    return backend.lastHead().toLowerCase(Locale.ROOT);
  }
}

package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that say in no clear way how long a request is, or for whom: refused, rule by rule. */
final class FramingIT extends TrafficCase {
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.limits.body-bytes", 1_000);
  }

  @Rule(1)
  @Test
  void aLengthBesideACodingIs400_RFC9112_6_3() throws Exception {
    assertDoubtful("Host: a", "Content-Length: 3", "Transfer-Encoding: chunked");
    assertDoubtful("Host: a", "Transfer-Encoding: chunked", "Content-Length: 0");
  }

  @Rule(2)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding:\u000bchunked"
      })
  void aCodingThatDoesNotEndInOneChunkedIs400_RFC9112_6_3(String field) throws Exception {
    assertDoubtful("Host: a", field);
  }

  @Rule(2)
  @Test
  void aCodingThatNobodyHereUnderstandsIs501_RFC9112_6_1() throws Exception {
    assertRefused(501, "transfer-coding", "POST / HTTP/1.1", "Transfer-Encoding: gzip, chunked");
  }

  @Rule(4)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length: 3, 3",
        "Content-Length: +3",
        "Content-Length: -3",
        "Content-Length: 0x3",
        "Content-Length: 3 3",
        "Content-Length: ",
        "Content-Length: 9223372036854775808"
      })
  void aDoubtfulLengthIs400_RFC9112_6_3(String fields) throws Exception {
    assertDoubtful("Host: a", fields);
  }

  @Rule(5)
  @ParameterizedTest
  @ValueSource(strings = {"Transfer-Encoding : chunked", "Content-Length : 3", "X-Any\t: x"})
  void spaceBeforeAColonIs400_RFC9112_5_1(String field) throws Exception {
    assertDoubtful("Host: a", field);
  }

  @Rule(7)
  @Test
  void aBareCarriageReturnIs400_RFC9112_2_2() throws Exception {
    assertDoubtful("Host: a", "X-Bare: a\rb");
  }

  @Rule(7)
  @Test
  void aNulIs400_RFC9110_5_5() throws Exception {
    assertDoubtful("Host: a", "X-Nul: a\0b");
  }

  @Rule(7)
  @ParameterizedTest
  @ValueSource(chars = {1, 8, 0x0b, 0x0c, 0x1b, 0x1f, 0x7f})
  void aControlByteInAFieldIs400_RFC9110_5_5(char control) throws Exception {
    assertDoubtful("Host: a", "X-Control: a" + control + "b");
    assertDoubtful("Host: a", "X-Control" + control + ": a");
  }

  @Rule(7)
  @ParameterizedTest
  @ValueSource(strings = {" X-First: a", "\tHost: b", " "})
  void spaceBeforeTheFirstFieldIsRefusedOrItsLineIgnored_RFC9112_2_2(String line) throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    int status = client().send(Head.of("GET / HTTP/1.1", line, "Host: a")).read().status();
    if (status == 200) {
      assertTrue(backend.lastHead().contains("Host: a\r\n"), backend.lastHead());
      assertEquals(-1, backend.lastHead().indexOf(line.strip() + "\r\n"), backend.lastHead());
    } else {
      assertEquals(400, status);
      assertEquals(0, backend.heads().size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no colon", ": no name"})
  void aLineThatIsNoFieldIs400_RFC9112_5(String line) throws Exception {
    assertDoubtful("Host: a", line);
  }

  @Rule(11)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: no host",
        "Host: a\r\nHost: b",
        "Host: a\r\nHost: a",
        "Host: a b/c",
        "Host: user@a",
        "Host: a:65536",
        "Host: a:-1",
        "Host: a:1:2",
        "Host: a:000080",
        "Host: a#b",
        "Host: a\r\n folded: from the start"
      })
  void aHostThatIsMissingDoubledOrInvalidIs400_RFC9112_3_2(String fields) throws Exception {
    assertDoubtful(fields);
  }

  @Rule(11)
  @Test
  void anOldRequestNeedsNoHost_RFC9112_3_2() throws Exception {
    serve(TestBackend.saying("ok"));
    assertEquals("ok", client().send("GET / HTTP/1.0\r\n\r\n").read().body());
  }

  @Rule(11)
  @ParameterizedTest
  @ValueSource(strings = {"a:", "a:0", "a:65535", "a:00080", "[::1]:65535"})
  void aHostMayHaveAnyPortAndAnEmptyOne_RFC9112_3_2(String host) throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    assertEquals(200, client().send(Head.of("GET / HTTP/1.1", "Host: " + host)).read().status());
    assertTrue(backend.lastHead().contains("Host: " + host + "\r\n"), backend.lastHead());
  }

  @Rule(16)
  @ParameterizedTest
  @CsvSource({"a:80", "/", "http://a/"})
  void connectIsRefused_RFC9110_9_3_6(String target) throws Exception {
    assertRefused(405, "connect-not-allowed", "CONNECT " + target + " HTTP/1.1");
  }

  @Test
  void anotherVersionIs505_RFC9110_15_6_6() throws Exception {
    assertRefused(505, "http-version", "GET / HTTP/2.0");
  }

  @Test
  void aBodyThatIsTooLargeIs413_RFC9110_15_5_14() throws Exception {
    assertRefused(413, "body-too-large", "POST / HTTP/1.1", "Content-Length: 1001");
  }

  @Rule(15)
  @Test
  void aTargetThatIsTooLongIs414_RFC9110_15_5_15() throws Exception {
    assertRefused(414, "target-too-long", "GET /" + "x".repeat(20_000) + " HTTP/1.1");
  }

  @Rule(15)
  @Test
  void fieldsThatAreTooLargeAre431_RFC6585_5() throws Exception {
    assertRefused(431, "headers-too-large", "GET / HTTP/1.1", "X: " + "x".repeat(40_000));
  }

  private void assertDoubtful(String... fields) throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    RawClient client = client().send("POST / HTTP/1.1\r\n" + Head.of(fields) + SMUGGLED);
    Answer answer = client.read();
    assertEquals(400, answer.status(), answer.body());
    assertEquals("close", answer.header("Connection"));
    assertTrue(client.ended());
    assertEquals(0, backend.heads().size());
  }

  private void assertRefused(int status, String code, String... head) throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    String[] all = Stream.concat(Stream.of(head), Stream.of("Host: a")).toArray(String[]::new);
    RawClient client = client().send(Head.of(all));
    Answer answer = client.read();
    assertEquals(status, answer.status());
    assertEquals(code, answer.header("X-Aviary-Error"));
    assertTrue(client.ended());
    assertEquals(0, backend.heads().size());
  }
}

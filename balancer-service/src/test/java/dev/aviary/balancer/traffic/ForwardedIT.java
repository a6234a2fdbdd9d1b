package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For whom a request is made: what is believed of a client, and what of a trusted proxy. */
final class ForwardedIT extends TrafficCase {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String PROXY = "127.0.0.9";
  private static final String[] CLAIMS = {
    "GET / HTTP/1.1",
    "Host: shop.example:81",
    "X-Forwarded-For: 6.6.6.6",
    "X-Forwarded-Proto: https",
    "X-Forwarded-Host: claimed.example",
    "X-Forwarded-Port: 666",
    "X-Real-IP: 6.6.6.6",
    "Forwarded: for=6.6.6.6;host=claimed.example;proto=https",
    "X-Request-Id: claimed-id",
    "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
  };

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.trusted-proxies", "127.0.0.8/29");
  }

  @Rule(22)
  @Test
  void whatAClientClaimsIsDroppedAndMadeAnew_RFC7239_8_1() throws Exception {
    String head = ask(client(), CLAIMS);
    assertFalse(head.contains("6.6.6.6") || head.contains("claimed") || head.contains("666"), head);
    assertTrue(head.contains("x-forwarded-for: 127.0.0.1\r\n"), head);
    assertTrue(head.contains("x-forwarded-proto: http\r\n"), head);
    assertTrue(head.contains("x-forwarded-host: shop.example:81\r\n"), head);
    assertTrue(
        head.contains("forwarded: for=127.0.0.1;host=\"shop.example:81\";proto=http\r\n"), head);
  }

  @Rule(22)
  @Test
  void whatAnAppWouldTakeForAForwardingHeaderIsDroppedToo_RFC7239_8_1() throws Exception {
    String head =
        ask(
            client(),
            "GET / HTTP/1.1",
            "Host: a",
            "X_Forwarded_For: 6.6.6.6",
            "X-Forwarded_Proto: claimed",
            "X.Forwarded.Host: claimed",
            "Transfer_Encoding: claimed",
            "Content_Length: 666",
            "own_name: claimed",
            "own-name: kept");
    assertFalse(head.contains("6.6.6.6") || head.contains("claimed"), head);
    assertFalse(head.contains("666"), head);
    assertTrue(head.contains("own-name: kept\r\n"), head);
  }

  @Rule(22)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded",
        "X-Forwarded-By",
        "X-Forwarded-Email",
        "X-Forwarded-Prefix",
        "X-Forwarded-Protocol",
        "X-Forwarded-Scheme",
        "X-Forwarded-Server",
        "X-Forwarded-Ssl",
        "X-Forwarded-Uri",
        "X-Forwarded-User",
        "x-forwarded-whatever",
        "CF-Connecting-IP",
        "Client-Cert",
        "Client-IP",
        "Front-End-Https",
        "Remote-User",
        "True-Client-IP",
        "WL-Proxy-Client-IP",
        "X-Client-IP",
        "X-Original-URL",
        "X-Rewrite-URL"
      })
  void whatProxiesTellIsNotTakenFromAStrangerAndTakenFromAProxy_RFC7239_8_1(String name)
      throws Exception {
    String[] lines = {"GET / HTTP/1.1", "Host: a", name + ": claimed", name + ": claimed again"};
    assertFalse(ask(client(), lines).contains("claimed"));
    assertTrue(ask(clientAt(PROXY), lines).contains(name.toLowerCase(Locale.ROOT) + ": claimed"));
  }

  @Rule(22)
  @Test
  void anOldRequestIsNotBelievedEither_RFC7239_8_1() throws Exception {
    String head =
        ask(
            client(),
            "GET / HTTP/1.0",
            "Host: a",
            "X-Forwarded-Prefix: claimed",
            "own_name: claimed",
            "Proxy: claimed");
    assertFalse(head.contains("claimed"), head);
  }

  @Rule(22)
  @Test
  void nobodySetsAnAppsProxy_RFC7239_8_1() throws Exception {
    String[] lines = {"GET / HTTP/1.1", "Host: a", "Proxy: http://claimed.example"};
    assertFalse(ask(client(), lines).contains("claimed"));
    assertFalse(ask(clientAt(PROXY), lines).contains("claimed"));
  }

  @Rule(22)
  @Test
  void aTrailerTellsNothingOfAProxys_RFC7239_8_1() throws Exception {
    TestBackend backend =
        serve(conversation -> conversation.answer(conversation.readBody(conversation.readHead())));
    String body =
        client()
            .send(
                Head.of("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
                    + "1\r\nx\r\n0\r\nX-Forwarded-Prefix: claimed\r\nX_Any: claimed\r\n"
                    + "X-Sum: 1\r\n\r\n")
            .read()
            .body();
    assertFalse(body.contains("claimed"), body);
    assertTrue(body.contains("X-Sum: 1"), body);
    assertEquals(1, backend.heads().size());
  }

  @Rule(22)
  @Test
  void whatATrustedProxySaysIsKeptAndTheProxyAdded_RFC7239_4() throws Exception {
    String head = ask(clientAt(PROXY), CLAIMS);
    assertTrue(head.contains("x-forwarded-for: 6.6.6.6, 127.0.0.9\r\n"), head);
    assertTrue(head.contains("x-forwarded-proto: https\r\n"), head);
    assertTrue(head.contains("x-forwarded-host: claimed.example\r\n"), head);
    assertTrue(head.contains("x-forwarded-port: 666\r\n"), head);
    assertTrue(
        head.contains(
            "forwarded: for=6.6.6.6;host=claimed.example;proto=https, "
                + "for=127.0.0.9;host=\"shop.example:81\";proto=http\r\n"),
        head);
    assertTrue(head.contains("x-request-id: claimed-id\r\n"), head);
  }

  @Rule(22)
  @Test
  void aTrustedProxyThatKnowsOnlyTheOlderFieldIsUnderstood_RFC7239_7_4() throws Exception {
    String head =
        ask(
            clientAt(PROXY),
            "GET / HTTP/1.1",
            "Host: a",
            "X-Forwarded-For: 2001:db8::7",
            "X-Forwarded-For: 127.0.0.10",
            "X-Forwarded-Proto: gopher");
    assertTrue(head.contains("x-forwarded-for: 2001:db8::7, 127.0.0.10, 127.0.0.9\r\n"), head);
    assertTrue(
        head.contains("forwarded: for=\"[2001:db8::7]\", for=127.0.0.10, for=127.0.0.9;"), head);
    assertTrue(head.contains("x-forwarded-proto: http\r\n"), head);
  }

  @Test
  void everyRequestHasANameThatBackendAndClientAreTold() throws Exception {
    TestBackend backend = serveAnswer(OK);
    Answer first = client().get("/").read();
    Answer second = client().get("/").read();
    String id = first.header("X-Request-Id");
    assertTrue(id.matches("[0-9a-f]{32}"), first.head());
    assertTrue(backend.heads().getFirst().contains(id), backend.heads().getFirst());
    assertNotEquals(id, second.header("X-Request-Id"));
  }

  @Test
  void aNameThatIsNoneIsReplacedEvenATrustedOne() throws Exception {
    String head =
        ask(clientAt(PROXY), "GET / HTTP/1.1", "Host: a", "X-Request-Id: " + "x".repeat(129));
    assertTrue(head.matches("(?s).*x-request-id: [0-9a-f]{32}\r\n.*"), head);
  }

  @Rule(18)
  @Test
  void aClientCannotHaveTheNameRemoved_RFC9110_7_6_1() throws Exception {
    String head = ask(client(), "GET / HTTP/1.1", "Host: a", "Connection: X-Request-Id");
    assertTrue(head.contains("x-request-id: "), head);
  }

  @Test
  void anAppsOwnNameForTheAnswerStands() throws Exception {
    serveAnswer("HTTP/1.1 200 OK\r\nX-Request-Id: mine\r\nContent-Length: 2\r\n\r\nok");
    assertEquals("mine", client().get("/").read().header("X-Request-Id"));
  }

  @Test
  void anAnswerOfTheBalancersOwnCarriesTheRequestsName() throws Exception {
    serve(conversation -> conversation.readHead());
    Answer answer = client().get("/").read();
    assertEquals(502, answer.status());
    assertTrue(answer.header("X-Request-Id").matches("[0-9a-f]{32}"), answer.head());
  }

  @Test
  void theTraceIsPassedOnAsItIs() throws Exception {
    String head = ask(client(), CLAIMS);
    assertTrue(
        head.contains("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"),
        head);
  }

  @Rule(19)
  @Test
  void aRequestThatComesRoundAgainIs508_RFC9110_7_6_3() throws Exception {
    String via = ask(client(), CLAIMS).replaceAll("(?s).*via: ([^\r]*)\r\n.*", "$1");
    RawClient client = client();
    Answer answer =
        client.send(Head.of("GET / HTTP/1.1", "Host: a", "Via: 1.0 x, " + via + " (y)")).read();
    assertEquals(508, answer.status());
    assertEquals("loop", answer.header("X-Aviary-Error"));
    assertEquals(200, client.get("/").read().status());
  }

  @Rule(19)
  @Test
  void anotherAviaryInFrontIsNoLoop_RFC9110_7_6_3() throws Exception {
    String head = ask(client(), "GET / HTTP/1.1", "Host: a", "Via: 1.1 aviary-00000000");
    assertTrue(head.matches("(?s).*via: 1.1 aviary-00000000\r\n.*via: 1.1 aviary-.*"), head);
  }

  @Rule(19)
  @Test
  void viaSaysAsWhatARequestWasReceived_RFC9110_7_6_3() throws Exception {
    String head = ask(client(), "GET / HTTP/1.0");
    assertTrue(head.contains("via: 1.0 aviary-"), head);
  }

  /** The head that the backend got, in lower case. */
  private String ask(RawClient client, String... lines) throws Exception {
    TestBackend backend = serveAnswer(OK);
    assertEquals(200, client.send(Head.of(lines)).read().status());
    return backend.lastHead().toLowerCase(Locale.ROOT);
  }
}

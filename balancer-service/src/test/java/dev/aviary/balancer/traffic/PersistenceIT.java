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
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a connection carries another request, and what an HTTP/1.0 client may not ask of it. */
final class PersistenceIT extends TrafficCase {

  /** One event loop, so that all clients share the connections to a backend. */
  @Override
  Map<String, ?> settings() {
    return Map.of("micronaut.netty.event-loops.traffic.num-threads", 1);
  }

  @Rule(33)
  @Test
  void aClientThatWantsToCloseGetsItsAnswerAndThenTheEnd_RFC9112_9_6() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    RawClient client =
        client()
            .send(Head.of("GET /one HTTP/1.1", "Host: a", "Connection: Close"))
            .send(Head.of("GET /two HTTP/1.1", "Host: a"));
    Answer answer = client.read();
    assertEquals("ok", answer.body());
    assertEquals("close", answer.header("Connection"));
    assertTrue(client.ended());
    assertEquals(1, backend.heads().size());
    assertEquals("ok", client().get("/").read().body());
    assertEquals(1, backend.connections(), "that is the client's wish and not the backend's");
  }

  @Rule(33)
  @Test
  void aBackendThatWantsToCloseIsAskedOnAnotherConnectionNext_RFC9112_9_6() throws Exception {
    TestBackend backend =
        serveAnswer(Head.of("HTTP/1.1 200 OK", "Connection: close", "Content-Length: 2") + "ok");
    RawClient client = client();
    for (int i = 0; i < 3; i++) {
      Answer answer = client.get("/").read();
      assertEquals("ok", answer.body());
      assertEquals("", answer.header("Connection"), "that is the backend's wish alone");
    }
    assertEquals(3, backend.connections());
  }

  @Rule(33)
  @Test
  void anOldClientIsOfferedNoFurtherRequest_RFC9112_9_3() throws Exception {
    serve(TestBackend.saying("ok"));
    RawClient client =
        client().send(Head.of("GET / HTTP/1.0", "Connection: keep-alive", "Keep-Alive: 5"));
    Answer answer = client.read();
    assertEquals("close", answer.header("Connection"));
    assertEquals("", answer.header("Keep-Alive"));
    assertTrue(client.ended());
  }

  @Rule(27)
  @Test
  void theExpectationOfAnOldClientIsIgnored_RFC9110_10_1_1() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    RawClient client =
        client()
            .send(Head.of("POST / HTTP/1.0", "Content-Length: 4", "Expect: 100-continue") + "body");
    assertEquals(200, client.read().status());
    String head = backend.lastHead().toLowerCase(Locale.ROOT);
    assertFalse(head.contains("expect"), head);
  }

  @Rule(34)
  @Test
  void theUpgradeOfAnOldClientIsIgnored_RFC9110_7_8() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    Answer answer =
        client().send(Head.of("GET / HTTP/1.0", "Connection: upgrade", "Upgrade: x")).read();
    assertEquals("ok", answer.body());
    String head = backend.lastHead().toLowerCase(Locale.ROOT);
    assertFalse(head.contains("upgrade"), head);
  }

  @Rule(34)
  @Test
  void aProtocolThatNobodyAskedForIs502_RFC9110_7_8() throws Exception {
    serveAnswer(Head.of("HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: x"));
    assertEquals(502, client().get("/").read().status());
  }
}

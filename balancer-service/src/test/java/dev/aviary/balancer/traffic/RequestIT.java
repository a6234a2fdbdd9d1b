package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request on its way to the backend. */
final class RequestIT extends TrafficCase {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Rule(14)
  @ParameterizedTest
  @ValueSource(
      strings = {"/a|b%2f..//c?x=[1]", "/?", "/a//b/../c", "/%zz?a=%20+&&", "/\u00e9?q=\u00ff"})
  void pathAndQueryPassByteForByte_RFC9110_7_7(String target) throws Exception {
    TestBackend backend = serveAnswer(OK);
    assertEquals(200, client().get(target).read().status());
    assertTrue(
        backend.lastHead().startsWith("GET " + target + " HTTP/1.1\r\n"), backend.lastHead());
  }

  @Rule(18)
  @Test
  void headersOfTheHopAndThoseThatConnectionListsAreRemoved_RFC9110_7_6_1() throws Exception {
    TestBackend backend = serveAnswer(OK);
    client()
        .send(
            Head.of(
                "GET / HTTP/1.1",
                "Host: a",
                "Connection: keep-alive, X-Secret, Host, Content-Length",
                "X-Secret: 1",
                "Keep-Alive: 5",
                "Proxy-Connection: x",
                "TE: gzip",
                "Upgrade: foo",
                "X-Kept: 2"))
        .read();
    String head = backend.lastHead().toLowerCase(Locale.ROOT);
    for (String gone :
        new String[] {
          "x-secret", "keep-alive", "proxy-connection", "te:", "upgrade", "connection"
        }) {
      assertFalse(head.contains(gone), head);
    }
    assertTrue(head.contains("x-kept: 2\r\n"), head);
    assertTrue(head.contains("host: a\r\n"), head);
  }

  @Rule(19)
  @Test
  void viaIsAddedAndTheHostKept_RFC9110_7_6_3() throws Exception {
    TestBackend backend = serveAnswer(OK);
    client().send(Head.of("GET / HTTP/1.1", "Host: shop.example:81", "Via: 1.0 fred")).read();
    String head = backend.lastHead().toLowerCase(Locale.ROOT);
    assertTrue(head.contains("host: shop.example:81\r\n"), head);
    assertTrue(head.contains("via: 1.0 fred\r\n") && head.contains("via: 1.1 aviary-"), head);
  }

  @Rule(12)
  @Test
  void anAbsoluteTargetBecomesAPathAndItsAuthorityTheHost_RFC9112_3_2_2() throws Exception {
    TestBackend backend = serveAnswer(OK);
    client().send("GET http://real.example/p?q HTTP/1.1\r\nHost: other\r\n\r\n").read();
    assertTrue(backend.lastHead().startsWith("GET /p?q HTTP/1.1\r\n"), backend.lastHead());
    assertTrue(backend.lastHead().toLowerCase(Locale.ROOT).contains("host: real.example\r\n"));
  }

  @Rule(13)
  @Test
  void optionsOfTheServerItselfKeepsItsAsterisk_RFC9112_3_2_4() throws Exception {
    TestBackend backend = serveAnswer(OK);
    client().send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").read();
    assertTrue(backend.lastHead().startsWith("OPTIONS * HTTP/1.1\r\n"), backend.lastHead());
    client().send("OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n").read();
    assertTrue(backend.lastHead().startsWith("OPTIONS * HTTP/1.1\r\n"), backend.lastHead());
  }

  @Rule(20)
  @Test
  void anOldClientIsAskedForAsNewAndItsConnectionEnds_RFC9112_2_3() throws Exception {
    TestBackend backend =
        serveAnswer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
    RawClient client = client().send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    String head = client.readHead().toLowerCase(Locale.ROOT);
    assertFalse(head.contains("transfer-encoding"), head);
    assertTrue(head.contains("connection: close\r\n"), head);
    assertEquals("ok", client.readToEnd());
    assertTrue(backend.lastHead().startsWith("GET / HTTP/1.1\r\n"), backend.lastHead());
    assertTrue(backend.lastHead().toLowerCase(Locale.ROOT).contains("host: flask-app\r\n"));
  }

  @Rule(30)
  @Test
  void bodiesWithLengthAndInChunksArriveAsTheyWereSent_RFC9112_6_2() throws Exception {
    var bodies = new LinkedBlockingQueue<String>();
    TestBackend backend =
        serve(conversation -> {
          for (String head = conversation.readHead();
              !head.isEmpty();
              head = conversation.readHead()) {
            bodies.add(conversation.readBody(head));
            conversation.send(OK);
          }
        });
    RawClient client = client();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel").send("lo").read();
    assertEquals("hello", bodies.take());
    assertTrue(backend.lastHead().contains("ontent-Length: 5\r\n"), backend.lastHead());
    client
        .send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n")
        .send("2\r\nlo\r\n0\r\nX-Sum: 7\r\nAuthorization: evil\r\n\r\n")
        .read();
    assertEquals("helloX-Sum: 7\r\n", bodies.take());
  }

  @Rule(32)
  @Test
  void pipelinedRequestsAreAnsweredInOrder_RFC9112_9_3_2() throws Exception {
    serve(conversation -> {
      for (String head = conversation.readHead(); !head.isEmpty(); head = conversation.readHead()) {
        conversation.readBody(head);
        conversation.answer(head.substring(0, head.indexOf(" HTTP")));
      }
    });
    RawClient client = client();
    var requests = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      requests.append(
          i % 3 == 0
              ? "POST /" + i + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
              : "GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    client.send(requests.toString());
    for (int i = 0; i < 500; i++) {
      assertEquals((i % 3 == 0 ? "POST /" : "GET /") + i, client.read().body());
    }
  }

  @Rule(32)
  @Test
  void aBodyThatComesTogetherWithTheNextRequestIsPassedOn_RFC9112_9_3_2() throws Exception {
    serve(TestBackend.saying("ok"));
    RawClient client = client();
    client.get("/").read();
    for (int i = 0; i < 50; i++) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n");
      client.send("abcGET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals("ok", client.read().body());
      assertEquals("ok", client.read().body());
    }
  }

  @Rule(38)
  @Test
  void aClientThatPipelinesWithoutReadingIsReadNoFurther_RFC9112_9_5() throws Exception {
    var go = new Semaphore(0);
    serve(conversation -> {
      while (conversation.readRequest()) {
        go.acquireUninterruptibly();
        conversation.answer("ok");
      }
    });
    RawClient client = client();
    String request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    var sent = new AtomicLong();
    int most = 2_000_000;
    Thread sender =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int i = 0; i < most; i += 1_000) {
                  client.send(request.repeat(1_000));
                  sent.addAndGet(1_000);
                }
              } catch (IOException e) {
                // The test is over.
              }
            });
    Await.untilStill("the sender waits", sent);
    assertTrue(sent.get() < most, "the balancer took all of it");
    go.release(1_000_000);
    for (int i = 0; i < 3_000; i++) {
      assertEquals("ok", client.read().body());
    }
    client.close();
    sender.join();
  }

  @Test
  void thousandsOfPipelinedRequestsForAnUnknownHostDoNotExhaustTheStack() throws Exception {
    serveAnswer(OK);
    new Fleet(balancer(), "flask-app", 0, "known.example")
        .with(Slot.STABLE_1, opened(TestBackend.answering("x")))
        .publish();
    RawClient client = client();
    client.send("GET / HTTP/1.1\r\nHost: b\r\n\r\n".repeat(5_000));
    for (int i = 0; i < 5_000; i++) {
      Answer answer = client.read();
      assertEquals(404, answer.status());
      assertEquals("404 Not Found\n", answer.body());
    }
  }

  @Rule(27)
  @Test
  void aClientThatWaitsToBeAskedForItsBodyIsAskedThoughTheBackendIsSilent_RFC9110_10_1_1()
      throws Exception {
    serve(conversation -> {
      String head = conversation.readHead();
      conversation.answer(conversation.readBody(head));
    });
    RawClient client =
        client()
            .send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    assertTrue(client.readHead().startsWith("HTTP/1.1 100 Continue\r\n"));
    assertEquals("body", client.send("body").read().body());
  }

  @Rule(27)
  @Test
  void aBackendThatRefusesABodyBeforehandIsHeard_RFC9110_10_1_1() throws Exception {
    serve(conversation -> {
      conversation.readHead();
      conversation.send("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
      conversation.awaitEnd();
    });
    RawClient client =
        client()
            .send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    Answer answer = client.read();
    assertEquals(417, answer.status());
    assertEquals("close", answer.header("Connection"));
  }

  @Rule(31)
  @Test
  void anAnswerBeforeTheBodysEndReachesTheClientAndTheConnectionsEnd_RFC9112_9_3()
      throws Exception {
    var ended = new CompletableFuture<Boolean>();
    serve(conversation -> {
      conversation.readHead();
      conversation.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno!");
      conversation.awaitEnd();
      ended.complete(true);
    });
    RawClient client =
        client().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\nbegin");
    Answer answer = client.read();
    assertEquals("no!", answer.body());
    assertEquals("close", answer.header("Connection"));
    assertTrue(ended.get(10, TimeUnit.SECONDS));
    assertTrue(client.ended());
  }
}

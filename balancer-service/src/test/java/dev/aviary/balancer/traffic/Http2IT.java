package dev.aviary.balancer.traffic;

import static dev.aviary.balancer.testing.FrameClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.FrameClient;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.StreamAnswer;
import dev.aviary.balancer.testing.TestBackend;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Requests of clients that speak HTTP/2, with backends that speak HTTP/1.1. */
final class Http2IT extends Http2Case {
  @Test
  void aRequestReachesTheBackendAsOneOfHttp11() throws Exception {
    TestBackend backend = serveEcho();
    StreamAnswer answer =
        http2()
            .headers(1, true, request("GET", "/x?y=1", "te", "trailers", "x-one", "\u00fc"))
            .answer(1);
    assertEquals(200, answer.status());
    String head = backend.lastHead();
    assertTrue(head.startsWith("GET /x?y=1 HTTP/1.1\r\n"), head);
    assertTrue(head.contains("\r\nhost: a\r\n"), head);
    assertTrue(head.contains("\r\nx-one: \u00fc\r\n"), head);
    assertTrue(head.contains("\r\nx-forwarded-for: 127.0.0.1\r\n"), head);
    assertTrue(head.contains("\r\nvia: 2.0 aviary-"), head);
    assertFalse(head.contains("\r\nte:"), head);
    assertEquals("1.1 aviary", answer.header("via"));
    assertEquals(32, answer.header("x-request-id").length());
  }

  @Test
  void cookiesInSeveralFieldsReachTheBackendAsOne823() throws Exception {
    TestBackend backend = serveEcho();
    http2()
        .headers(1, true, request("GET", "/", "cookie", "a=1", "x", "y", "cookie", "b=2"))
        .answer(1);
    assertTrue(backend.lastHead().contains("\r\ncookie: a=1; b=2\r\n"), backend.lastHead());
  }

  @Test
  void aHostStandsInForAnAuthority831() throws Exception {
    TestBackend backend = serveEcho();
    http2()
        .headers(1, true, ":method", "GET", ":scheme", "http", ":path", "/", "host", "b")
        .answer(1);
    assertTrue(backend.lastHead().contains("\r\nhost: b\r\n"), backend.lastHead());
  }

  @Test
  void aRequestWithoutAuthorityAndHostIsRefusedAsOverHttp1() throws Exception {
    serveEcho();
    StreamAnswer answer =
        http2().headers(1, true, ":method", "GET", ":scheme", "http", ":path", "/").answer(1);
    assertEquals(400, answer.status());
    assertEquals("bad-host", answer.header("x-aviary-error"));
  }

  @Test
  void connectIsRefusedAndTheConnectionGoesOn85() throws Exception {
    serveEcho();
    FrameClient client = http2();
    StreamAnswer answer =
        client.headers(1, true, ":method", "CONNECT", ":authority", "a:443").answer(1);
    assertEquals(405, answer.status());
    assertEquals("connect-not-allowed", answer.header("x-aviary-error"));
    assertEquals(200, client.get(3, "/").answer(3).status());
  }

  @Test
  void aBodyOfUnknownLengthReachesTheBackendInChunksWithItsTrailers() throws Exception {
    TestBackend backend = serveEcho();
    FrameClient client = http2();
    client.headers(1, false, request("POST", "/")).data(1, false, "one").data(1, false, "two");
    client.headers(1, true, "x-sum", "6", "host", "evil");
    StreamAnswer answer = client.answer(1);
    assertTrue(answer.body().endsWith("\r\n\r\nonetwox-sum: 6\r\n"), answer.body());
    assertTrue(
        backend.lastHead().contains("\r\ntransfer-encoding: chunked\r\n"), backend.lastHead());
  }

  @Test
  void aBodyOfKnownLengthKeepsIt() throws Exception {
    TestBackend backend = serveEcho();
    FrameClient client = http2();
    client.headers(1, false, request("PUT", "/", "content-length", "3")).data(1, true, "abc");
    assertTrue(client.answer(1).body().endsWith("\r\n\r\nabc"));
    assertTrue(backend.lastHead().contains("\r\ncontent-length: 3\r\n"), backend.lastHead());
  }

  @Test
  void trailersOfAnAnswerBecomeItsLastFieldSection() throws Exception {
    serveAnswer(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 2\r\n\r\n");
    StreamAnswer answer = http2().get(1, "/").answer(1);
    assertEquals("ok", answer.body());
    assertEquals(Map.of("x-sum", "2"), answer.sections().get(1));
    assertEquals("", answer.header("transfer-encoding"));
  }

  @Test
  void fieldsOfAnAnswerAreInSmallLettersAndWithoutThoseOfItsConnection82() throws Exception {
    serveAnswer(
        Head.of(
            "HTTP/1.1 200 OK",
            "Content-Length: 0",
            "X-ONE: 1",
            "Keep-Alive: timeout=5",
            "X-Hop: 1",
            "Connection: X-Hop",
            "Set-Cookie: a=1"));
    StreamAnswer answer = http2().get(1, "/").answer(1);
    assertEquals("1", answer.header("x-one"));
    assertEquals("a=1", answer.header("set-cookie"));
    assertEquals(
        "", answer.header("keep-alive") + answer.header("x-hop") + answer.header("connection"));
  }

  @Test
  void interimAnswersArePassedOn() throws Exception {
    serveAnswer(
        Head.of("HTTP/1.1 103 Early Hints", "Link: </a.css>")
            + Head.of("HTTP/1.1 200 OK", "Content-Length: 2")
            + "ok");
    StreamAnswer answer = http2().get(1, "/").answer(1);
    assertEquals(103, answer.status());
    assertEquals("</a.css>", answer.header("link"));
    assertEquals("200", answer.sections().get(1).get(":status"));
    assertEquals("ok", answer.body());
  }

  @Test
  void aClientThatHoldsItsBodyBackIsToldToSendIt() throws Exception {
    serve(conversation -> {
      String head = conversation.readHead();
      conversation.send(Head.of("HTTP/1.1 100 Continue"));
      conversation.answer(conversation.readBody(head));
    });
    FrameClient client = http2();
    client.headers(1, false, request("POST", "/", "expect", "100-continue"));
    client.next(FrameClient.HEADERS);
    assertEquals(100, client.partOf(1).status());
    assertEquals("body", client.data(1, true, "body").answer(1).body());
  }

  @Test
  void anAnswerToHeadIsOneFrameThatKeepsTheLength() throws Exception {
    serveAnswer(Head.of("HTTP/1.1 200 OK", "Content-Length: 12"));
    FrameClient client = http2();
    FrameClient.Frame frame =
        client.headers(1, true, request("HEAD", "/")).next(FrameClient.HEADERS);
    assertTrue(frame.has(FrameClient.END_STREAM));
    assertEquals("12", client.partOf(1).header("content-length"));
  }

  @Test
  void anAnswerThatEndsWithItsConnectionIsWhole() throws Exception {
    serve(conversation -> {
      conversation.readRequest();
      conversation.send(Head.of("HTTP/1.0 200 OK") + "to the end").close();
    });
    assertEquals("to the end", http2().get(1, "/").answer(1).body());
  }

  @Test
  void aRefusalIsAnAnswerAndTheConnectionGoesOn() throws Exception {
    serveEcho();
    FrameClient client = http2();
    String path = "/" + "x".repeat(17_000);
    assertEquals(414, client.get(1, path).answer(1).status());
    assertEquals(400, client.get(3, "/#x").answer(3).status());
    assertEquals(200, client.get(5, "/").answer(5).status());
  }

  @Test
  void aHungUpIdleConnectionIsRetriedOverHttp2Too() throws Exception {
    var first = new Semaphore(1);
    serve(conversation -> {
      conversation.readRequest();
      conversation.answer("one");
      if (first.tryAcquire()) {
        conversation.readHead();
        conversation.close();
      }
      if (conversation.readRequest()) {
        conversation.answer("two");
      }
    });
    FrameClient client = http2();
    assertEquals("one", client.get(1, "/").answer(1).body());
    assertEquals("one", client.get(3, "/").answer(3).body());
  }

  @Test
  void aClientOfHttp1IsServedOnTheSamePort() throws Exception {
    serve(TestBackend.saying("ok"));
    RawClient client = client();
    client.send("P");
    client.send("UT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
    assertEquals("ok", client.read().body());
    assertEquals("ok", client.get("/").read().body());
  }

  @Test
  void curlSpeaksHttp2WithTheBalancer() throws Exception {
    serveEcho();
    String out = curl("-w", " %{http_version} %{http_code}", "-d", "hello", url("/post"));
    assertTrue(out.startsWith("POST /post HTTP/1.1\r\n"), out);
    assertTrue(out.endsWith("hello 2 200"), out);
  }

  @Test
  void curlGetsALargeAnswerOverHttp2() throws Exception {
    serve(TestBackend.saying("z".repeat(LARGE)));
    assertEquals(
        "2 200 " + LARGE,
        curl("-o", "/dev/null", "-w", "%{http_version} %{http_code} %{size_download}", url("/")));
  }

  /** Answers each request with its own head and body. */
  private TestBackend serveEcho() throws Exception {
    return serve(conversation -> {
      for (String head = conversation.readHead(); !head.isEmpty(); head = conversation.readHead()) {
        conversation.answer(head + conversation.readBody(head));
      }
    });
  }

  /** Runs curl and returns what it printed. */
  private String curl(String... options) throws Exception {
    var command = new ArrayList<String>();
    command.addAll(List.of("curl", "-sS", "--http2-prior-knowledge", "--max-time", "20"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertEquals(0, process.waitFor(), out);
    return out;
  }

  private String url(String path) {
    return "http://127.0.0.1:" + balancer().port() + path;
  }
}

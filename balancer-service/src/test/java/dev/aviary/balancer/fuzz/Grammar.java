package dev.aviary.balancer.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Requests as clients send them, with everything that makes a proxy think. */
final class Grammar {
  private static final List<String> METHODS =
      List.of(
          "GET",
          "GET",
          "GET",
          "POST",
          "POST",
          "PUT",
          "HEAD",
          "DELETE",
          "OPTIONS",
          "TRACE",
          "PATCH",
          "QUERY",
          "get",
          "M-SEARCH");
  private static final List<String> TARGETS =
      List.of(
          "/",
          "/a/b?c=d",
          "/a|b%2f..//c?x=[1]",
          "/?",
          "//x",
          "/%zz",
          "/a;b=c/..",
          "*",
          "http://a/b?c",
          "HTTP://a:80",
          "https://[::1]:5001/x",
          "http://a?q",
          "/a:b@c");
  private static final List<String> FIELDS =
      List.of(
          "X-A: 1",
          "x-a:2",
          "X-B: \t spaced out \t",
          "X-Empty:",
          "Cookie: a=b; c=d",
          "Accept: */*",
          "Via: 1.0 fred",
          "Connection: keep-alive",
          "Connection: X-A, X-B",
          "Connection: close",
          "Connection: Host, Content-Length, Transfer-Encoding",
          "Keep-Alive: timeout=5",
          "TE: trailers",
          "TE: gzip",
          "Trailer: X-T",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Expect: 100-continue",
          "Max-Forwards: 0",
          "Max-Forwards: 3",
          "X-Forwarded-For: 6.6.6.6",
          "Forwarded: for=_x",
          "X_Forwarded_For: 6.6.6.6",
          "X-Forwarded-Prefix: /x",
          "X.Forwarded.For: 6.6.6.6",
          "Proxy: http://x",
          "own_name: x",
          "Sec-WebSocket-Key1: x",
          "Sec-WebSocket-Key2: y",
          "Content-Encoding: gzip",
          "Range: bytes=0-1",
          "X-Obs: \u00e9\u00ff");

  private final SplittableRandom random;

  Grammar(SplittableRandom random) {
    this.random = random;
  }

  /** Some requests, one after the other; mostly the last one asks to close. */
  String requests() {
    var all = new StringBuilder();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      all.append(request());
    }
    if (random.nextInt(10) > 0) {
      all.append("GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }
    return all.toString();
  }

  private String request() {
    var lines = new ArrayList<String>();
    String version = random.nextInt(20) == 0 ? "HTTP/1.0" : "HTTP/1.1";
    lines.add("Host: " + any(List.of("a", "a", "a:80", "[::1]", "shop.example")));
    for (int i = random.nextInt(5); i > 0; i--) {
      lines.add(any(FIELDS));
    }
    String body = body(lines);
    shuffle(lines);
    String method = any(METHODS);
    String target = any(TARGETS);
    return method
        + ' '
        + target
        + ' '
        + version
        + "\r\n"
        + String.join("\r\n", lines)
        + "\r\n\r\n"
        + body;
  }

  private String body(List<String> lines) {
    return switch (random.nextInt(4)) {
      case 0 -> {
        String content = content();
        lines.add("Content-Length: " + content.length());
        yield content;
      }
      case 1 -> {
        lines.add(any(List.of("Transfer-Encoding: chunked", "transfer-encoding:Chunked")));
        yield chunks();
      }
      default -> "";
    };
  }

  private String chunks() {
    var chunks = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      String content = content();
      if (!content.isEmpty()) {
        chunks.append(Integer.toHexString(content.length()));
        chunks.append(any(List.of("", "", ";x=y", " ; x", ";x=\"a b\"", ";x;y=z")));
        chunks.append("\r\n").append(content).append("\r\n");
      }
    }
    chunks.append(any(List.of("0", "000", "0;last"))).append("\r\n");
    return chunks
        .append(any(List.of("", "", "X-T: 1\r\n", "Host: t\r\n")))
        .append("\r\n")
        .toString();
  }

  private String content() {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> "abc";
      case 2 -> "GET /inner HTTP/1.1\r\nHost: a\r\n\r\n";
      default -> "x".repeat(random.nextInt(300));
    };
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void shuffle(List<String> lines) {
    for (int i = lines.size() - 1; i > 0; i--) {
      lines.add(lines.remove(random.nextInt(i + 1)));
    }
  }
}

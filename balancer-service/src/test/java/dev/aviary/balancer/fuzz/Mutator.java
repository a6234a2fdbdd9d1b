package dev.aviary.balancer.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Spoils messages a little: near misses find more than noise does. */
final class Mutator {
  private static final List<String> MORSELS =
      List.of(
          "\r",
          "\n",
          "\r\n",
          "\r\n\r\n",
          "\0",
          " ",
          "\t",
          ":",
          ";",
          ",",
          "\u000b",
          "\f",
          "\u001f",
          "\u007f",
          "\u0080",
          "\u00a0",
          "\u00ff",
          "0",
          "-",
          "+",
          "0x",
          "_",
          "%00",
          "\"",
          "\\",
          "#",
          "@",
          "Content-Length: 3\r\n",
          "Content-Length: 0\r\n",
          "Content-Length : 3\r\n",
          "Content-Length: 3, 3\r\n",
          "Content-Length: +3\r\n",
          "Content-Length: 99\r\n",
          "Content-Length: 18446744073709551619\r\n",
          "Content_Length: 3\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding : chunked\r\n",
          "Transfer-Encoding: chunked, chunked\r\n",
          "Transfer-Encoding:\u000bchunked\r\n",
          "Transfer-Encoding: identity\r\n",
          "Transfer-Encoding: chunked\u0000\r\n",
          "Transfer-Encoding:\r\n chunked\r\n",
          "Transfer_Encoding: chunked\r\n",
          "X: y\r\n z\r\n",
          "Host: b\r\n",
          "Host:\r\n",
          "Sec-WebSocket-Key1: x\r\nSec-WebSocket-Key2: y\r\n",
          "0\r\n\r\n",
          "3\r\nabc\r\n",
          "3\nabc\r\n",
          "FFFFFFFF\r\n",
          "80000000\r\n",
          " 3\r\nabc\r\n",
          "3 \r\nabc\r\n",
          "3;\r\nabc\r\n",
          "3\u0001\r\nabc\r\n",
          "3\u00a0\r\nabc\r\n",
          "3\rx\r\nabc\r\n",
          "3;x=\"\\\"\u00e9\"\r\nabc\r\n",
          ":65536",
          "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
          "HTTP/1.1",
          "HTTP/1.0",
          "HTTP/0.9",
          "HTTP/2.0",
          "http/1.1",
          "CONNECT a:80 HTTP/1.1\r\n",
          "PRI * HTTP/2.0\r\n\r\n",
          "http://b/",
          "Connection: close\r\n",
          "Connection: Upgrade\r\nUpgrade: h2c\r\n",
          "Expect: 100-continue\r\n",
          "Trailer: Content-Length\r\n");

  private final SplittableRandom random;

  Mutator(SplittableRandom random) {
    this.random = random;
  }

  String mutate(String message) {
    var text = new StringBuilder(message);
    // One message in eight stays as it is: what is valid must pass.
    for (int i = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(3); i > 0; i--) {
      once(text);
    }
    return text.toString();
  }

  private void once(StringBuilder text) {
    int at = place(text);
    int length = Math.min(1 + random.nextInt(12), text.length() - at);
    switch (random.nextInt(7)) {
      case 0 -> text.insert(at, morsel());
      case 1 -> text.insert(afterLine(text, at), morsel());
      case 2 -> text.delete(at, at + length);
      case 3 -> text.insert(place(text), text.substring(at, at + length));
      case 4 -> text.replace(at, Math.min(at + 1, text.length()), morsel());
      case 5 -> deleteOne(text, text.indexOf("\r", at));
      default -> deleteOne(text, text.indexOf("\n", at));
    }
  }

  private static void deleteOne(StringBuilder text, int at) {
    if (at >= 0) {
      text.deleteCharAt(at);
    }
  }

  private static int afterLine(StringBuilder text, int at) {
    int end = text.indexOf("\r\n", at);
    return end < 0 ? text.length() : end + 2;
  }

  private int place(StringBuilder text) {
    return text.isEmpty() ? 0 : random.nextInt(text.length());
  }

  private String morsel() {
    return MORSELS.get(random.nextInt(MORSELS.size()));
  }
}

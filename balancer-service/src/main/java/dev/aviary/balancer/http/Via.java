package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The balancer's name in Via (RFC 9110, section 7.6.3). On requests it is this balancer's own, so
 * that a loop is noticed also when another Aviary stands in front of this one.
 */
public final class Via {
  /** The name in answers. Loops are looked for in requests only. */
  static final AsciiString ANSWER = AsciiString.cached("1.1 aviary");

  /** The same of an answer that came over HTTP/2. */
  static final AsciiString ANSWER_HTTP2 = AsciiString.cached("2.0 aviary");

  private final String pseudonym;
  private final AsciiString http11;
  private final AsciiString http10;
  private final AsciiString http2;

  /**
   * @param id unique to this balancer; only its checksum is shown
   */
  public Via(String id) {
    var sum = new CRC32();
    sum.update(id.getBytes(StandardCharsets.UTF_8));
    pseudonym = "aviary-%08x".formatted(sum.getValue());
    http11 = AsciiString.cached("1.1 " + pseudonym);
    http10 = AsciiString.cached("1.0 " + pseudonym);
    http2 = AsciiString.cached("2.0 " + pseudonym);
  }

  void add(HttpHeaders headers, RequestHead request) {
    AsciiString over11 = request.http10() ? http10 : http11;
    headers.add(HttpHeaderNames.VIA, request.http2() ? http2 : over11);
  }

  /** Whether the request was here before. */
  public boolean seen(HttpHeaders headers) {
    if (!headers.contains(HttpHeaderNames.VIA)) {
      return false;
    }
    for (String hop : String.join(",", headers.getAll(HttpHeaderNames.VIA)).split(",", -1)) {
      String[] words = hop.strip().split("[ \t]+", 3);
      if (words.length > 1 && words[1].equals(pseudonym)) {
        return true;
      }
    }
    return false;
  }
}

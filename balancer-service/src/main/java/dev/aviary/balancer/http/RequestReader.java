package dev.aviary.balancer.http;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads a request's head (RFC 9112, section 3): exactly one space between the parts of its line.
 */
final class RequestReader {
  private static final List<HttpMethod> COMMON =
      List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.HEAD, HttpMethod.PUT, HttpMethod.DELETE);

  private RequestReader() {}

  /**
   * @throws BadMessage when it is none
   */
  static HttpRequest read(byte[] head) {
    int method = 0;
    while (Octets.token(head[method])) {
      method++;
    }
    int target = method + 1;
    while (Octets.target(head[target])) {
      target++;
    }
    if (method == 0 || head[method] != ' ' || target == method + 1 || head[target] != ' ') {
      throw new BadMessage("a request line is a method, a target and a version");
    }
    HttpVersion version = Version.at(head, target + 1);
    int end = target + 1 + Version.LENGTH;
    if (head[end] != '\r' || head[end + 1] != '\n') {
      throw new BadMessage("a request line ends with a version");
    }
    return new DefaultHttpRequest(
        version,
        method(head, method),
        new String(head, method + 1, target - method - 1, StandardCharsets.ISO_8859_1),
        FieldReader.read(head, end + 2, false));
  }

  private static HttpMethod method(byte[] head, int length) {
    for (HttpMethod each : COMMON) {
      if (each.asciiName().length() == length && Version.matches(head, 0, each.asciiName())) {
        return each;
      }
    }
    return HttpMethod.valueOf(new String(head, 0, length, StandardCharsets.US_ASCII));
  }
}

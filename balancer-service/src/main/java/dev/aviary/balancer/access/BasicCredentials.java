package dev.aviary.balancer.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name and password of a request (Basic authentication, RFC 7617). */
record BasicCredentials(String user, String password) {
  private static final String SCHEME = "Basic ";

  /** Null when the request brings none, or none that can be read. */
  static @Nullable BasicCredentials of(HttpHeaders headers) {
    List<String> lines = headers.getAll(HttpHeaderNames.AUTHORIZATION);
    if (lines.size() != 1 || !lines.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    String text = decoded(lines.getFirst().substring(SCHEME.length()).strip());
    int colon = text.indexOf(':');
    // bcrypt reads a password up to its first zero byte.
    return colon < 0 || text.indexOf(0) >= 0
        ? null
        : new BasicCredentials(text.substring(0, colon), text.substring(colon + 1));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  @Override
  public String toString() {
    return "Credentials of a request";
  }
}

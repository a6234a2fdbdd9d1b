package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** The request target (RFC 9112, section 3.2): origin-form is what a backend gets. */
final class Target {
  private static final VisitorRefusal BAD =
      Refusals.bad("bad-target", "The request's target is neither a path nor an http URL.");

  private Target() {}

  /**
   * Checks the target. An absolute-form becomes origin-form, and its authority replaces the Host
   * field; all else stays byte for byte.
   */
  static @Nullable VisitorRefusal normalise(HttpRequest request) {
    String target = request.uri();
    // RFC 9112, section 3.2: no form of a target has a fragment.
    if (target.isEmpty() || !printable(target) || target.indexOf('#') >= 0) {
      return BAD;
    }
    if (target.charAt(0) == '/') {
      return null;
    }
    if (target.equals("*")) {
      return request.method().equals(HttpMethod.OPTIONS) ? null : BAD;
    }
    return absolute(request, target);
  }

  private static @Nullable VisitorRefusal absolute(HttpRequest request, String target) {
    int start = schemeEnd(target);
    if (start < 0) {
      return BAD;
    }
    int end = authorityEnd(target, start);
    String authority = target.substring(start, end);
    // RFC 9110, section 4.2.1: an empty host is invalid, with a port too.
    if (authority.isEmpty() || authority.charAt(0) == ':' || !Host.valid(authority)) {
      return BAD;
    }
    request.headers().set(HttpHeaderNames.HOST, authority);
    request.setUri(originForm(request.method(), target.substring(end)));
    return null;
  }

  private static int schemeEnd(String target) {
    if (target.regionMatches(true, 0, "http://", 0, 7)) {
      return 7;
    }
    return target.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
  }

  private static int authorityEnd(String target, int start) {
    int at = start;
    while (at < target.length() && "/?".indexOf(target.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static String originForm(HttpMethod method, String rest) {
    if (rest.isEmpty()) {
      return method.equals(HttpMethod.OPTIONS) ? "*" : "/";
    }
    return rest.charAt(0) == '/' ? rest : "/" + rest;
  }

  private static boolean printable(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c == 0x7f) {
        return false;
      }
    }
    return true;
  }
}

package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * The reason for an answer of the balancer itself.
 *
 * @param code why, for programs: the value of {@code X-Aviary-Error}
 * @param message why and what to do, for a person; names no internal address
 * @param fatal the connection cannot be read any further, because where the next request begins is
 *     unknown
 * @param retrySeconds after which it is worth trying again, where the status says that it is
 * @param silent the client gets the status alone, without a reason or a name. The access log has
 *     the code
 */
public record VisitorRefusal(
    HttpResponseStatus status,
    String code,
    String message,
    boolean fatal,
    int retrySeconds,
    boolean silent) {
  private static final int SHORTLY = 2;

  static VisitorRefusal fatal(HttpResponseStatus status, String code, String message) {
    return new VisitorRefusal(status, code, message, true, SHORTLY, false);
  }

  public static VisitorRefusal of(HttpResponseStatus status, String code, String message) {
    return new VisitorRefusal(status, code, message, false, SHORTLY, false);
  }

  static VisitorRefusal silent(HttpResponseStatus status, String code) {
    return new VisitorRefusal(status, code, "", false, SHORTLY, true);
  }
}

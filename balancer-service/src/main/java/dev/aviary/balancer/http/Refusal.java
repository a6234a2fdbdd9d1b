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
 */
public record Refusal(
    HttpResponseStatus status, String code, String message, boolean fatal, int retrySeconds) {
  private static final int SHORTLY = 2;

  static Refusal fatal(HttpResponseStatus status, String code, String message) {
    return new Refusal(status, code, message, true, SHORTLY);
  }

  public static Refusal of(HttpResponseStatus status, String code, String message) {
    return new Refusal(status, code, message, false, SHORTLY);
  }
}

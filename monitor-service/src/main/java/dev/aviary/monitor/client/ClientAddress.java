package dev.aviary.monitor.client;

import io.micronaut.http.HttpRequest;

/** The address that a request comes from. */
public final class ClientAddress {
  private ClientAddress() {}

  /**
   * The port is bound to loopback: a client from elsewhere comes through a proxy of the owner's,
   * which adds the client's address at the end.
   */
  public static String of(HttpRequest<?> request) {
    String forwarded = String.join(",", request.getHeaders().getAll("X-Forwarded-For"));
    String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    return last.isEmpty() ? request.getRemoteAddress().getAddress().toString() : last;
  }
}

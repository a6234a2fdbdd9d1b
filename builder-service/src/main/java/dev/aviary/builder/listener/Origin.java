package dev.aviary.builder.listener;

import io.micronaut.http.HttpRequest;
import java.util.regex.Pattern;

/**
 * Where a request comes from, for logs. The balancer says it of what it lets through, and both
 * listeners are on loopback, so no stranger does.
 *
 * @param client address of the client; behind proxies that the balancer trusts, theirs follow
 * @param request the id under which the balancer's access log has the request; empty without one
 */
public record Origin(String client, String request) {
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");
  private static final int LONGEST = 200;

  /** As the balancer says it, or else as the connection does. */
  public static Origin of(HttpRequest<?> request) {
    String chain = String.join(", ", request.getHeaders().getAll("X-Forwarded-For"));
    return new Origin(
        chain.isEmpty()
            ? request.getRemoteAddress().getAddress().getHostAddress()
            : printable(chain),
        request.getHeaders().findFirst("X-Request-Id").map(Origin::printable).orElse(""));
  }

  private static String printable(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    return UNPRINTABLE.matcher(cut).replaceAll("?");
  }
}

package dev.aviary.monitor.console.access;

import dev.aviary.contract.http.RequestAuthor;
import io.micronaut.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The user of a request to the console, as its filter has found.
 *
 * @param name of the token that was shown
 * @param session null: the request itself brings the token
 */
public record ConsoleUser(String name, Role role, @Nullable Session session) {
  private static final String ATTRIBUTE = "aviary.console.user";

  /** Whether this user may do what a role may. */
  public boolean may(Role needed) {
    return role.covers(needed);
  }

  /** The user whose request this is. */
  public static ConsoleUser of(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, ConsoleUser.class)
        .orElseThrow(() -> new IllegalStateException("no filter of the console has run"));
  }

  /**
   * As the timeline names this user. A request with the admin token itself, as command lines send
   * it, may say on whose behalf.
   */
  public String author(HttpRequest<?> request) {
    String named = request.getHeaders().get(RequestAuthor.HEADER);
    return session == null && name.equals(ConsoleTokens.OWNER) && named != null && !named.isBlank()
        ? RequestAuthor.check(named.strip())
        : name;
  }

  void attach(HttpRequest<?> request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}

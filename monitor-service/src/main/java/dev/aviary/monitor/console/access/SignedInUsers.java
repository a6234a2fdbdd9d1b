package dev.aviary.monitor.console.access;

import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.cookie.Cookie;
import jakarta.inject.Singleton;
import java.util.Objects;

/**
 * Finds the user of a request: by the cookie of a session, or by a token that the request itself
 * brings, as command lines do.
 */
@Singleton
final class SignedInUsers {
  static final String COOKIE = "aviary_session";
  static final String CSRF_HEADER = "X-CSRF-Token";
  private static final String SCHEME = "Bearer ";

  private final Sessions sessions;
  private final ConsoleTokens tokens;

  SignedInUsers(Sessions sessions, ConsoleTokens tokens) {
    this.sessions = sessions;
    this.tokens = tokens;
  }

  /**
   * A cookie alone changes nothing: a page of the console also sends what follows from it, which no
   * other page knows. No browser adds a token of itself.
   *
   * @throws ProblemException 401 without session and token, 403 for a change without proof
   */
  ConsoleUser of(HttpRequest<?> request, boolean changes) {
    String authorization = request.getHeaders().getAuthorization().orElse("");
    if (authorization.startsWith(SCHEME)) {
      return tokens
          .holder(authorization.substring(SCHEME.length()).strip())
          .map(holder -> new ConsoleUser(holder.name(), holder.role(), null))
          .orElseThrow(() ->
              new ProblemException(
                  HttpStatus.UNAUTHORIZED, "that is not a token of this instance's console"));
    }
    String cookie = cookie(request);
    Session session =
        sessions
            .use(cookie)
            .orElseThrow(() ->
                new ProblemException(
                    HttpStatus.UNAUTHORIZED,
                    "there is no session, or the session has ended; sign in: POST"
                        + " /console/session"));
    if (changes && !Secrets.same(csrf(cookie), given(request))) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN,
          CSRF_HEADER + " is missing or wrong; GET /console/session shows it as csrf");
    }
    return new ConsoleUser(session.name(), session.role(), session);
  }

  static String cookie(HttpRequest<?> request) {
    return request.getCookies().findCookie(COOKIE).map(Cookie::getValue).orElse("");
  }

  /** What a page sends with a change. */
  static String csrf(String cookie) {
    return cookie.isEmpty() ? "" : Secrets.derived(cookie, "csrf");
  }

  private static String given(HttpRequest<?> request) {
    return Objects.requireNonNullElse(request.getHeaders().get(CSRF_HEADER), "");
  }
}

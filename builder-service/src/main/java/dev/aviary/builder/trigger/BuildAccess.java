package dev.aviary.builder.trigger;

import dev.aviary.builder.listener.Origin;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the app that a call of the public port may deploy and read: the one whose build token it
 * brings. A call without a token is refused without a question to Redis.
 */
@Singleton
public final class BuildAccess {
  static final String PARAMETER = "token";
  static final String HEADER = "X-Aviary-Token";
  private static final Logger LOG = LoggerFactory.getLogger(BuildAccess.class);
  private static final String SCHEME = "Bearer ";

  private final BuildTokens tokens;
  private final SpecStore apps;

  BuildAccess(BuildTokens tokens, SpecStore apps) {
    this.tokens = tokens;
    this.apps = apps;
  }

  /**
   * @param app the app that is asked for; null means whose token it is
   * @throws ProblemException 401 without a token, 403 with one that opens nothing here, 404 when it
   *     is right and there is no such app, 503 until the apps are known
   */
  AppSpec check(HttpRequest<?> request, @Nullable String app) {
    String owner = owner(request, app);
    return apps.find(owner)
        .orElseThrow(() -> ProblemException.notFound("there is no app named " + owner));
  }

  /**
   * The app whose token the request brings.
   *
   * @throws ProblemException 401 without a token, 403 with one that opens nothing here, 503 until
   *     the apps are known
   */
  public String owner(HttpRequest<?> request) {
    return owner(request, null);
  }

  private String owner(HttpRequest<?> request, @Nullable String app) {
    String token =
        given(request)
            .orElseThrow(() ->
                refused(
                    request,
                    HttpStatus.UNAUTHORIZED,
                    "send the app's build token: Authorization: Bearer <token>"));
    if (app != null) {
      if (!tokens.opens(Check.app(app), token)) {
        throw refused(request, HttpStatus.FORBIDDEN, "that is not the build token of " + app);
      }
      return app;
    }
    if (!tokens.ready()) {
      throw new ProblemException(
          HttpStatus.SERVICE_UNAVAILABLE,
          "the builder has not read yet which apps there are; try again shortly");
    }
    return tokens
        .owner(token)
        .orElseThrow(
            () -> refused(request, HttpStatus.FORBIDDEN, "that is not the build token of any app"));
  }

  private static Optional<String> given(HttpRequest<?> request) {
    return request
        .getHeaders()
        .getAuthorization()
        .filter(value -> value.startsWith(SCHEME))
        .map(value -> value.substring(SCHEME.length()))
        .or(() -> request.getHeaders().findFirst(HEADER))
        .or(() -> request.getParameters().getFirst(PARAMETER))
        .map(String::strip)
        .filter(token -> !token.isEmpty());
  }

  private static ProblemException refused(
      HttpRequest<?> request, HttpStatus status, String detail) {
    Origin origin = Origin.of(request);
    LOG.atWarn()
        .addKeyValue("client", origin.client())
        .addKeyValue("request", origin.request())
        .addKeyValue("reason", detail)
        .addKeyValue("path", request.getPath())
        .log("Refused a build token");
    return new ProblemException(status, detail);
  }
}

package dev.aviary.builder.trigger;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which app a call of {@code /build} may deploy: the one whose token it brings. */
@Singleton
final class BuildAccess {
  static final String PARAMETER = "token";
  static final String HEADER = "X-Aviary-Token";
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
   *     is right and there is no such app
   */
  AppSpec check(HttpRequest<?> request, @Nullable String app) {
    String token =
        given(request)
            .orElseThrow(() ->
                new ProblemException(
                    HttpStatus.UNAUTHORIZED,
                    "send the app's build token: Authorization: Bearer <token>"));
    if (app == null) {
      return apps.all().stream()
          .filter(spec -> tokens.opens(spec.name(), token))
          .findFirst()
          .orElseThrow(() -> wrong("that is no app's build token"));
    }
    Check.app(app);
    if (!tokens.opens(app, token)) {
      throw wrong("that is not the build token of " + app);
    }
    return apps.find(app)
        .orElseThrow(() -> ProblemException.notFound("there is no app named " + app));
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

  private static ProblemException wrong(String detail) {
    return new ProblemException(HttpStatus.FORBIDDEN, detail);
  }
}

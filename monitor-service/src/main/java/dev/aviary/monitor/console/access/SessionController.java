package dev.aviary.monitor.console.access;

import dev.aviary.contract.http.Open;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.RateTable;
import dev.aviary.contract.http.StrictBody;
import dev.aviary.contract.openapi.Described;
import dev.aviary.contract.result.Refusal;
import dev.aviary.monitor.client.ClientAddress;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.util.Random;

/** Signs browsers in and out. */
@Open
@Controller("/console/session")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SessionController {
  private static final int TRIES_PER_SECOND = 1;
  private static final int BURST = 20;

  private final Sessions sessions;
  private final ConsoleTokens tokens;
  private final StrictBody bodies;
  private final RateTable rates = new RateTable(TRIES_PER_SECOND, BURST, new Random().nextLong());
  private final long begin = System.nanoTime();

  SessionController(Sessions sessions, ConsoleTokens tokens, StrictBody bodies) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.bodies = bodies;
  }

  /**
   * Signs in. An address that tries too often waits, whether its token is right or wrong.
   *
   * @return the session that began
   */
  @Described.TakesJson
  @Described.OfOne
  @Described.WritesRedis
  @ApiResponse(responseCode = "401", ref = "NoConsoleToken")
  @ApiResponse(responseCode = "403", ref = "OtherOrigin")
  @ApiResponse(responseCode = "429", ref = "TooMany")
  @RequestBody(content = @Content(schema = @Schema(implementation = ShownToken.class)))
  @AdmitsEverybody
  @Post
  HttpResponse<SessionView> signIn(HttpRequest<?> request, @Body JsonNode body) {
    long wait = rates.takeOrWait(ClientAddress.of(request), System.nanoTime() - begin);
    if (wait > 0) {
      throw ProblemException.of(
          new Refusal<>(
              HttpStatus.TOO_MANY_REQUESTS,
              "your address has tried too often; try again in %d s".formatted(wait),
              Duration.ofSeconds(wait)));
    }
    String token = bodies.read(body, ShownToken.class).token();
    ConsoleTokens.Holder holder =
        tokens
            .holder(token.strip())
            .orElseThrow(() ->
                new ProblemException(
                    HttpStatus.UNAUTHORIZED,
                    "that is not a token of this instance: give the admin token, or one that an owner"
                        + " has made for you"));
    Sessions.Begun begun = sessions.begin(holder.name(), holder.role());
    return HttpResponse.ok(SessionView.of(begun.session(), begun.cookie()))
        .cookie(cookie(request, begun.cookie()).maxAge(Session.LONGEST));
  }

  /**
   * Tells who is signed in.
   *
   * @return the session
   */
  @DescribedSession
  @Described.OpenRead
  @Admits(Role.VIEWER)
  @Get
  SessionView session(HttpRequest<?> request) {
    return SessionView.of(session(ConsoleUser.of(request)), SignedInUsers.cookie(request));
  }

  /** Signs out. */
  @ApiResponse(responseCode = "204", ref = "Done")
  @DescribedCall
  @Described.WritesRedis
  @Admits(Role.VIEWER)
  @Delete
  HttpResponse<Void> signOut(HttpRequest<?> request) {
    sessions.end(session(ConsoleUser.of(request)));
    return HttpResponse.<Void>noContent().cookie(cookie(request, "").maxAge(0));
  }

  private static Session session(ConsoleUser user) {
    if (user.session() == null) {
      throw ProblemException.badRequest("a request that brings its token has no session");
    }
    return user.session();
  }

  private static Cookie cookie(HttpRequest<?> request, String value) {
    return Cookie.of(SignedInUsers.COOKIE, value)
        .httpOnly(true)
        .sameSite(SameSite.Strict)
        .path("/console")
        .secure(
            request.isSecure() || "https".equals(request.getHeaders().get("X-Forwarded-Proto")));
  }
}

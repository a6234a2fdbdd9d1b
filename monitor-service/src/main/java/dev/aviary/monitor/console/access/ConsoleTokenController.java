package dev.aviary.monitor.console.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.http.Open;
import dev.aviary.contract.http.StrictBody;
import dev.aviary.contract.openapi.Described;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens with which people sign in, for owners. */
@Open
@Controller("/console/tokens")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConsoleTokenController {
  private final ConsoleTokens tokens;
  private final Sessions sessions;
  private final StrictBody bodies;

  ConsoleTokenController(ConsoleTokens tokens, Sessions sessions, StrictBody bodies) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.bodies = bodies;
  }

  /**
   * A token without what opens the console.
   *
   * @param lastUsed to the hour; null: never
   */
  @Serdeable
  record TokenView(
      String name,
      Role role,
      Instant created,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastUsed) {
    static TokenView of(ConsoleToken token) {
      return new TokenView(token.name(), token.role(), token.created(), token.lastUsed());
    }
  }

  /** The token that is wanted. */
  @Serdeable
  record WantedToken(@Nullable String name, @Nullable Role role) {}

  /**
   * A token that was made.
   *
   * @param token is told this once
   */
  @Serdeable
  record MadeToken(String name, Role role, String token) {}

  /**
   * Lists the tokens, without what opens the console.
   *
   * @return the tokens
   */
  @DescribedCall
  @Described.OpenRead
  @Admits(Role.OWNER)
  @Get
  List<TokenView> all() {
    return tokens.all().stream().map(TokenView::of).toList();
  }

  /**
   * Makes a token.
   *
   * @return the token, which is told this once
   */
  @DescribedCall
  @Described.TakesJson
  @Described.InSomeStates
  @Described.WritesRedis
  @RequestBody(content = @Content(schema = @Schema(implementation = WantedToken.class)))
  @Admits(Role.OWNER)
  @Post
  @Status(HttpStatus.CREATED)
  MadeToken add(HttpRequest<?> request, @Body JsonNode body) {
    WantedToken wanted = bodies.read(body, WantedToken.class);
    String name = Check.text(wanted.name(), "name");
    Role role = Check.present(wanted.role(), "role");
    String token = tokens.add(name, role, ConsoleUser.of(request).author(request));
    return new MadeToken(name, role, token);
  }

  /** Removes a token, and ends the sessions that were begun with it. */
  @ApiResponse(responseCode = "204", ref = "Done")
  @DescribedCall
  @Described.OfOne
  @Described.WritesRedis
  @Admits(Role.OWNER)
  @Delete("/{name}")
  @Status(HttpStatus.NO_CONTENT)
  void remove(HttpRequest<?> request, String name) {
    tokens.remove(name, ConsoleUser.of(request).author(request));
    sessions.endAllOf(name);
  }
}

package dev.aviary.builder.registry;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.StrictBody;
import dev.aviary.contract.openapi.Described;
import dev.aviary.contract.seal.SealedException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;

/** An app's login at its registry over HTTP: the password is written and never answered. */
@Controller("/apps/{app}/registry")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RegistryController {
  private final RegistryLogins logins;
  private final SpecStore apps;
  private final StrictBody bodies;

  RegistryController(RegistryLogins logins, SpecStore apps, StrictBody bodies) {
    this.logins = logins;
    this.apps = apps;
    this.bodies = bodies;
  }

  /** What is told of a login. */
  @Serdeable
  record Told(String server, String username) {}

  /** The body that gives one. */
  @Serdeable
  record Given(@Nullable String server, @Nullable String username, @Nullable String password) {

    @SuppressWarnings("NullAway") // RegistryLogin refuses what is missing
    RegistryLogin login() {
      return new RegistryLogin(server, username, password);
    }
  }

  /**
   * Shows at which registry the app logs in, and as whom.
   *
   * @return the registry and the user
   */
  @Described.AdminRead
  @Described.OfOne
  @Described.InSomeStates
  @Get
  Told get(String app) {
    try {
      return logins
          .of(known(app))
          .map(login -> new Told(login.server(), login.username()))
          .orElseThrow(() -> ProblemException.notFound("%s has no login".formatted(app)));
    } catch (SealedException e) {
      throw ProblemException.conflict(String.valueOf(e.getMessage()));
    }
  }

  /** Gives the login. */
  @ApiResponse(responseCode = "204", ref = "Done")
  @Described.Change
  @Described.TakesJson
  @Described.OfOne
  @RequestBody(content = @Content(schema = @Schema(implementation = Given.class)))
  @Put
  @Status(HttpStatus.NO_CONTENT)
  void put(String app, @Body JsonNode body) {
    logins.put(known(app), bodies.read(body, Given.class).login());
  }

  /** Forgets the login. */
  @ApiResponse(responseCode = "204", ref = "Done")
  @Described.Change
  @Described.OfOne
  @Delete
  @Status(HttpStatus.NO_CONTENT)
  void remove(String app) {
    logins.remove(known(app));
  }

  private String known(String app) {
    return apps.find(Check.app(app))
        .orElseThrow(() -> ProblemException.notFound("there is no app named " + app))
        .name();
  }
}

package dev.aviary.builder.secret;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.StrictBody;
import dev.aviary.contract.openapi.Described;
import dev.aviary.contract.seal.SealedException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
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
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The secrets of apps over HTTP: values go in and never come out. */
@Controller("/apps/{app}/secrets")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SecretController {
  private final SecretVault vault;
  private final SpecStore apps;
  private final StrictBody bodies;

  SecretController(SecretVault vault, SpecStore apps, StrictBody bodies) {
    this.vault = vault;
    this.apps = apps;
    this.bodies = bodies;
  }

  /** What is told of a secret. */
  @Serdeable
  record Told(String name, Instant changedAt) {}

  /** The body that gives one. */
  @Serdeable
  record Given(@Nullable String value) {}

  /**
   * Lists the names of secrets.
   *
   * @return the names
   */
  @Described.AdminRead
  @Described.OfOne
  @Described.InSomeStates
  @Get
  List<Told> list(String app) {
    return opened(() ->
        vault.now(known(app)).secrets().entrySet().stream()
            .map(each -> new Told(each.getKey(), each.getValue().changedAt()))
            .toList());
  }

  /** Gives a secret its value. */
  @Described.Change
  @Described.TakesJson
  @Described.OfOne
  @Described.InSomeStates
  @RequestBody(content = @Content(schema = @Schema(implementation = Given.class)))
  @Put("/{name}")
  @Status(HttpStatus.NO_CONTENT)
  void put(String app, String name, @Body JsonNode body) {
    set(app, name, Check.present(bodies.read(body, Given.class).value(), "value"));
  }

  /** Gives a secret the text of a file as it is, with the end of its last line. */
  @ApiResponse(responseCode = "204", ref = "Done")
  @Described.Change
  @Described.TakesJson
  @Described.OfOne
  @Described.InSomeStates
  @Put("/{name}")
  @Consumes(MediaType.TEXT_PLAIN)
  @Status(HttpStatus.NO_CONTENT)
  void putText(String app, String name, @Body String text) {
    set(app, name, text);
  }

  /** Removes a secret. */
  @ApiResponse(responseCode = "204", ref = "Done")
  @Described.Change
  @Described.OfOne
  @Described.InSomeStates
  @Delete("/{name}")
  @Status(HttpStatus.NO_CONTENT)
  void remove(String app, String name) {
    run(() -> vault.remove(known(app), SecretName.check(name)));
  }

  /** All of them, also when they cannot be opened. */
  @ApiResponse(responseCode = "204", ref = "Done")
  @Described.Change
  @Described.OfOne
  @Delete
  @Status(HttpStatus.NO_CONTENT)
  void clear(String app) {
    vault.clear(known(app));
  }

  private void set(String app, String name, String value) {
    Check.that(!value.isEmpty(), "the value is empty");
    run(() -> vault.put(known(app), SecretName.check(name), value));
  }

  private String known(String app) {
    return apps.find(Check.app(app))
        .orElseThrow(() -> ProblemException.notFound("there is no app named " + app))
        .name();
  }

  private static void run(Runnable action) {
    opened(() -> {
      action.run();
      return "";
    });
  }

  private static <T> T opened(Supplier<T> action) {
    try {
      return action.get();
    } catch (SealedException e) {
      throw ProblemException.conflict(String.valueOf(e.getMessage()));
    }
  }
}

package dev.aviary.builder.progress;

import dev.aviary.builder.progress.StepCalls.Kind;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.Idempotency;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.StrictBody;
import dev.aviary.contract.openapi.Described;
import dev.aviary.contract.route.CanaryProgress;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds, moves and ends the steps of a canary, over HTTP; answers where it is after that. */
@Controller("/apps/{app}/canary")
@ExecuteOn(TaskExecutors.BLOCKING)
final class StepController {
  private final StepCalls calls;
  private final SpecStore specs;
  private final Idempotency idempotency;
  private final StrictBody bodies;

  StepController(StepCalls calls, SpecStore specs, Idempotency idempotency, StrictBody bodies) {
    this.calls = calls;
    this.specs = specs;
    this.idempotency = idempotency;
    this.bodies = bodies;
  }

  /**
   * Holds the canary at its present step.
   *
   * @return where its steps stand
   */
  @Described.Order
  @RequestBody(content = @Content(schema = @Schema(implementation = StepCall.class)))
  @Post("/pause")
  HttpResponse<CanaryProgress> pause(
      HttpRequest<?> http, String app, @Body @Nullable JsonNode body) {
    return call(http, app, body, Kind.PAUSE);
  }

  /**
   * Goes on with the steps.
   *
   * @return where its steps stand
   */
  @Described.Order
  @RequestBody(content = @Content(schema = @Schema(implementation = StepCall.class)))
  @Post("/resume")
  HttpResponse<CanaryProgress> resume(
      HttpRequest<?> http, String app, @Body @Nullable JsonNode body) {
    return call(http, app, body, Kind.RESUME);
  }

  /**
   * Takes the next step at once.
   *
   * @return where its steps stand
   */
  @Described.Order
  @RequestBody(content = @Content(schema = @Schema(implementation = StepCall.class)))
  @Post("/skip")
  HttpResponse<CanaryProgress> skip(
      HttpRequest<?> http, String app, @Body @Nullable JsonNode body) {
    return call(http, app, body, Kind.SKIP);
  }

  /**
   * Ends the steps; the canary keeps its share.
   *
   * @return where its steps stand
   */
  @Described.Order
  @RequestBody(content = @Content(schema = @Schema(implementation = StepCall.class)))
  @Post("/stop")
  HttpResponse<CanaryProgress> stop(
      HttpRequest<?> http, String app, @Body @Nullable JsonNode body) {
    return call(http, app, body, Kind.STOP);
  }

  private HttpResponse<CanaryProgress> call(
      HttpRequest<?> http, String app, @Nullable JsonNode body, Kind kind) {
    StepCall call =
        Objects.requireNonNullElse(bodies.readIfPresent(body, StepCall.class), StepCall.PLAIN);
    String name =
        specs
            .find(Check.app(app))
            .orElseThrow(() -> ProblemException.notFound("there is no app named " + app))
            .name();
    return idempotency.answer(
        http,
        call,
        CanaryProgress.class,
        request -> HttpResponse.ok(calls.take(name, kind, call.reason(), request)));
  }
}

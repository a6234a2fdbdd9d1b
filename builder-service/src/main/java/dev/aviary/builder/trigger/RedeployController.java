package dev.aviary.builder.trigger;

import dev.aviary.builder.listener.Origin;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.http.Idempotency;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.StrictBody;
import dev.aviary.contract.openapi.Described;
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
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes an app's settings live without a commit, over HTTP. */
@Controller("/apps/{app}/redeploy")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RedeployController {
  private final SpecStore apps;
  private final Redeployment redeployment;
  private final Idempotency idempotency;
  private final StrictBody bodies;

  RedeployController(
      SpecStore apps, Redeployment redeployment, Idempotency idempotency, StrictBody bodies) {
    this.apps = apps;
    this.redeployment = redeployment;
    this.idempotency = idempotency;
    this.bodies = bodies;
  }

  /** Takes the app's settings live without a commit. */
  @Described.Order
  @ApiResponse(responseCode = "202", ref = "Admitted")
  @RequestBody(content = @Content(schema = @Schema(implementation = RedeployRequest.class)))
  @Post
  HttpResponse<Deployment> redeploy(
      HttpRequest<?> http, String app, @Body @Nullable JsonNode body) {
    RedeployRequest request =
        Objects.requireNonNullElse(
            bodies.readIfPresent(body, RedeployRequest.class), RedeployRequest.PLAIN);
    var spec =
        apps.find(Check.app(app))
            .orElseThrow(() -> ProblemException.notFound("there is no app named " + app));
    return idempotency.answer(
        http,
        request,
        Deployment.class,
        once -> TriggerAnswers.of(redeployment.ask(spec, request, Origin.of(http), once)));
  }
}

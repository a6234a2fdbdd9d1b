package dev.aviary.builder.trigger;

import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.registry.ImageReference;
import dev.aviary.builder.source.Branch;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.http.Idempotency;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.StrictBody;
import dev.aviary.contract.idempotency.IdempotentRequest;
import dev.aviary.contract.openapi.Described;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Deploys on calls with the admin token. */
@Controller("/deployments")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TriggerController {
  private final SpecStore apps;
  private final DeploymentIntake intake;
  private final Idempotency idempotency;
  private final StrictBody bodies;
  private final BuildAnswers answers;

  TriggerController(
      SpecStore apps,
      DeploymentIntake intake,
      Idempotency idempotency,
      StrictBody bodies,
      BuildAnswers answers) {
    this.apps = apps;
    this.intake = intake;
    this.idempotency = idempotency;
    this.bodies = bodies;
    this.answers = answers;
  }

  /**
   * Deploys a branch, a commit or an image.
   *
   * @param wait how long the answer may wait for the end, as 10m
   */
  @Described.Order
  @DescribedDeployment
  @RequestBody(content = @Content(schema = @Schema(implementation = DeploymentRequest.class)))
  @Post
  CompletableFuture<HttpResponse<?>> deploy(
      HttpRequest<?> http, @Body JsonNode body, @QueryValue @Nullable String wait) {
    BuildWait most = BuildWait.of(wait);
    DeploymentRequest request = bodies.read(body, DeploymentRequest.class);
    HttpResponse<Deployment> now =
        idempotency.answer(
            http,
            request,
            Deployment.class,
            once -> TriggerAnswers.of(intake.ask(wanted(request, Origin.of(http), once))));
    return answers.when(http, now, most);
  }

  private WantedDeployment wanted(
      DeploymentRequest request, Origin origin, @Nullable IdempotentRequest once) {
    String app = Check.app(request.app());
    ImageReference image = request.image() == null ? null : ImageReference.of(request.image());
    Branch given = image != null && request.branch() == null ? null : Branch.of(request.branch());
    var spec =
        apps.find(app).orElseThrow(() -> ProblemException.notFound("there is no app named " + app));
    return new WantedDeployment(
        spec,
        Objects.requireNonNullElseGet(given, () -> Branch.of(spec.stableBranch())),
        request.commit(),
        WantedDeployment.PERSON,
        null,
        request.forced(),
        origin,
        once,
        image);
  }
}

package dev.aviary.builder.trigger;

import dev.aviary.builder.listener.OnPublicPort;
import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.source.Branch;
import dev.aviary.contract.http.Open;
import dev.aviary.contract.openapi.Described;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What CI calls when a branch is green. */
@Controller("/build")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BuildController {
  private final BuildAccess access;
  private final DeploymentIntake intake;
  private final BuildAnswers answers;

  BuildController(BuildAccess access, DeploymentIntake intake, BuildAnswers answers) {
    this.access = access;
    this.intake = intake;
    this.answers = answers;
  }

  /**
   * Deploys a branch of an app for CI.
   *
   * @param branch to deploy
   * @param app that the token is of; known by the token unless it is given
   * @param wait how long the answer may wait for the end, as 10m
   */
  @Described.OfOne
  @Described.InSomeStates
  @Described.WritesRedis
  @DescribedDeployment
  @ApiResponse(responseCode = "401", ref = "NoBuildToken")
  @ApiResponse(responseCode = "403", ref = "WrongBuildToken")
  @SecurityRequirement(name = "build")
  @SecurityRequirement(name = "buildHeader")
  @SecurityRequirement(name = "buildParameter")
  @Open
  @OnPublicPort
  @Get(headRoute = false)
  CompletableFuture<HttpResponse<?>> build(
      HttpRequest<?> request,
      @QueryValue @Nullable String branch,
      @QueryValue @Nullable String app,
      @QueryValue @Nullable String wait) {
    var spec = access.check(request, app);
    var most = BuildWait.of(wait);
    var wanted =
        new WantedDeployment(
            spec, Branch.of(branch), null, "build", null, null, Origin.of(request), null);
    return answers.when(request, TriggerAnswers.of(intake.ask(wanted)), most);
  }
}

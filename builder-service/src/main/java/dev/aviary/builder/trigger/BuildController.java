package dev.aviary.builder.trigger;

import dev.aviary.builder.listener.OnPublicPort;
import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.source.Branch;
import dev.aviary.contract.http.Open;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
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

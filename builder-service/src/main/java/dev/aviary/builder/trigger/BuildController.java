package dev.aviary.builder.trigger;

import dev.aviary.builder.listener.OnPublicPort;
import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.source.Branch;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.http.Open;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** What the original's {@code .travis.yml} calls with wget when a branch is green. */
@Controller("/build")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BuildController {
  private final BuildAccess access;
  private final Gate gate;

  BuildController(BuildAccess access, Gate gate) {
    this.access = access;
    this.gate = gate;
  }

  @Open
  @OnPublicPort
  @Get(headRoute = false)
  HttpResponse<Deployment> build(
      HttpRequest<?> request,
      @QueryValue @Nullable String branch,
      @QueryValue @Nullable String app) {
    var spec = access.check(request, app);
    var origin = Origin.of(request);
    return Answers.of(
        gate.ask(new Wish(spec, Branch.of(branch), null, "build", null, null, origin, null)));
  }
}

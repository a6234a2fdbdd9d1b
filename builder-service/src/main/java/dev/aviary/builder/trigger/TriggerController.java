package dev.aviary.builder.trigger;

import dev.aviary.builder.source.Branch;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Deploys on behalf of whoever holds the admin token. */
@Controller("/deployments")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TriggerController {
  private final SpecStore apps;
  private final Gate gate;

  TriggerController(SpecStore apps, Gate gate) {
    this.apps = apps;
    this.gate = gate;
  }

  @Post
  HttpResponse<Deployment> deploy(@Body DeploymentRequest request) {
    return Answers.of(gate.ask(wish(request)));
  }

  private Wish wish(DeploymentRequest request) {
    String app = Check.app(request.app());
    var branch = Branch.of(request.branch());
    var spec =
        apps.find(app).orElseThrow(() -> ProblemException.notFound("there is no app named " + app));
    return new Wish(spec, branch, request.commit(), Wish.PERSON, null, request.forced());
  }
}

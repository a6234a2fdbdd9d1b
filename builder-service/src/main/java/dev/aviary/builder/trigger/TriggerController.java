package dev.aviary.builder.trigger;

import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.source.Branch;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.http.Idempotency;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.idempotency.IdempotentRequest;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** Deploys on behalf of whoever holds the admin token. */
@Controller("/deployments")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TriggerController {
  private final SpecStore apps;
  private final Gate gate;
  private final Idempotency idempotency;

  TriggerController(SpecStore apps, Gate gate, Idempotency idempotency) {
    this.apps = apps;
    this.gate = gate;
    this.idempotency = idempotency;
  }

  @Post
  HttpResponse<Deployment> deploy(HttpRequest<?> http, @Body DeploymentRequest request) {
    return idempotency.answer(
        http,
        request,
        Deployment.class,
        once -> Answers.of(gate.ask(wish(request, Origin.of(http), once))));
  }

  private Wish wish(DeploymentRequest request, Origin origin, @Nullable IdempotentRequest once) {
    String app = Check.app(request.app());
    var branch = Branch.of(request.branch());
    var spec =
        apps.find(app).orElseThrow(() -> ProblemException.notFound("there is no app named " + app));
    return new Wish(
        spec, branch, request.commit(), Wish.PERSON, null, request.forced(), origin, once);
  }
}

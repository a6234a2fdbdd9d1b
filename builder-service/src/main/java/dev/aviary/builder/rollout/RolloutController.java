package dev.aviary.builder.rollout;

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
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Promote, withdraw and roll back, over HTTP. */
@Controller("/apps/{app}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RolloutController {
  private final RolloutService rollouts;
  private final CanaryWithdrawal withdrawal;
  private final SpecStore specs;

  RolloutController(RolloutService rollouts, CanaryWithdrawal withdrawal, SpecStore specs) {
    this.rollouts = rollouts;
    this.withdrawal = withdrawal;
    this.specs = specs;
  }

  @Post("/promote")
  HttpResponse<Deployment> promote(String app, @Body @Nullable Verb verb) {
    return answer(rollouts.promote(known(app), orPlain(verb).consent()));
  }

  @Post("/rollback")
  HttpResponse<Deployment> rollBack(String app, @Body @Nullable Verb verb) {
    return answer(rollouts.rollBack(known(app), orPlain(verb).consent()));
  }

  @Post("/withdraw")
  HttpResponse<Deployment> withdraw(String app, @Body @Nullable Verb verb) {
    String reason = Check.text(orPlain(verb).reason(), "reason");
    return answer(withdrawal.withdraw(known(app), reason));
  }

  private String known(String app) {
    return specs
        .find(Check.app(app))
        .orElseThrow(() -> ProblemException.notFound("there is no app named " + app))
        .name();
  }

  private static Verb orPlain(@Nullable Verb verb) {
    return Objects.requireNonNullElse(verb, Verb.PLAIN);
  }

  private static HttpResponse<Deployment> answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Taken(Deployment deployment) ->
          HttpResponse.<Deployment>accepted(URI.create("/deployments/" + deployment.id()))
              .body(deployment);
      case Outcome.Busy(String underway) ->
          throw ProblemException.conflict(underway + " is under way; try again when it has ended");
      case Outcome.Refused(String reason) -> throw ProblemException.conflict(reason);
    };
  }
}

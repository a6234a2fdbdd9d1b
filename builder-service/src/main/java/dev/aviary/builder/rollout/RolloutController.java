package dev.aviary.builder.rollout;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.http.Idempotency;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.StrictBody;
import dev.aviary.contract.idempotency.IdempotentRequest;
import dev.aviary.contract.openapi.Described;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
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
import java.net.URI;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Promote, withdraw and roll back, over HTTP. */
@Controller("/apps/{app}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RolloutController {
  private final RolloutService rollouts;
  private final CanaryWithdrawal withdrawal;
  private final SpecStore specs;
  private final Idempotency idempotency;
  private final StrictBody bodies;

  RolloutController(
      RolloutService rollouts,
      CanaryWithdrawal withdrawal,
      SpecStore specs,
      Idempotency idempotency,
      StrictBody bodies) {
    this.rollouts = rollouts;
    this.withdrawal = withdrawal;
    this.specs = specs;
    this.idempotency = idempotency;
    this.bodies = bodies;
  }

  /** Makes the canary's release the stable one. */
  @Described.Order
  @ApiResponse(responseCode = "202", ref = "Accepted")
  @RequestBody(content = @Content(schema = @Schema(implementation = Verb.class)))
  @Post("/promote")
  HttpResponse<Deployment> promote(HttpRequest<?> http, String app, @Body @Nullable JsonNode body) {
    Verb verb = bodies.readIfPresent(body, Verb.class);
    Consent consent = orPlain(verb).consent();
    String canary = orPlain(verb).deployment();
    return once(http, verb, request -> rollouts.promote(known(app), canary, consent, request));
  }

  /** Makes the release before the stable one. */
  @Described.Order
  @ApiResponse(responseCode = "202", ref = "Accepted")
  @RequestBody(content = @Content(schema = @Schema(implementation = Verb.class)))
  @Post("/rollback")
  HttpResponse<Deployment> rollBack(
      HttpRequest<?> http, String app, @Body @Nullable JsonNode body) {
    Verb verb = bodies.readIfPresent(body, Verb.class);
    Consent consent = orPlain(verb).consent();
    Check.that(orPlain(verb).deployment() == null, "deployment is of promote and withdraw alone");
    return once(http, verb, request -> rollouts.rollBack(known(app), consent, request));
  }

  /** Takes the canary out of the traffic; wants a reason. */
  @Described.Order
  @ApiResponse(responseCode = "202", ref = "Accepted")
  @RequestBody(content = @Content(schema = @Schema(implementation = Verb.class)))
  @Post("/withdraw")
  HttpResponse<Deployment> withdraw(
      HttpRequest<?> http, String app, @Body @Nullable JsonNode body) {
    Verb verb = bodies.readIfPresent(body, Verb.class);
    String reason = Check.text(orPlain(verb).reason(), "reason");
    String canary = orPlain(verb).deployment();
    return once(http, verb, request -> withdrawal.withdraw(known(app), canary, reason, request));
  }

  private HttpResponse<Deployment> once(
      HttpRequest<?> http,
      @Nullable Verb verb,
      Function<@Nullable IdempotentRequest, Result<Deployment>> change) {
    return idempotency.answer(
        http, verb, Deployment.class, request -> answer(change.apply(request)));
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

  private static HttpResponse<Deployment> answer(Result<Deployment> result) {
    return switch (result) {
      case Done(Deployment deployment) ->
          HttpResponse.<Deployment>accepted(URI.create(RolloutService.location(deployment)))
              .body(deployment);
      case Refusal<Deployment> no when no.isForNow() ->
          throw ProblemException.of(
              new Refusal<>(
                  no.status(), no.reason() + "; try again when it has ended", no.retryAfter()));
      case Refusal<Deployment> no -> throw ProblemException.of(no);
    };
  }
}

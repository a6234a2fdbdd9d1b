package dev.aviary.builder.trigger;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentAdmission;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.net.URI;

/** What a trigger is answered over HTTP. */
public final class TriggerAnswers {
  private TriggerAnswers() {}

  /**
   * 202 for a new deployment and 200 for the one that stands, both with its address and without the
   * settings of its release, which CI may not see.
   *
   * @throws ProblemException when it was refused
   */
  public static HttpResponse<Deployment> of(Result<DeploymentAdmission> result) {
    return switch (result) {
      case Done(DeploymentAdmission.Admitted(Deployment made)) -> at(made, HttpResponse.accepted());
      case Done(DeploymentAdmission.Standing(Deployment standing)) ->
          at(standing, HttpResponse.ok());
      case Refusal<DeploymentAdmission> no -> throw ProblemException.of(no);
    };
  }

  static String location(Deployment deployment) {
    return "/deployments/" + deployment.id();
  }

  private static HttpResponse<Deployment> at(
      Deployment deployment, MutableHttpResponse<Deployment> answer) {
    answer.getHeaders().location(URI.create(location(deployment)));
    return answer.body(deployment.withoutSettings());
  }
}

package dev.aviary.builder.trigger;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.net.URI;

/** How a verdict looks over HTTP. */
public final class TriggerAnswers {
  private TriggerAnswers() {}

  /**
   * 202 for a new deployment and 200 for the one that stands, both with its address and without the
   * settings of its release, which CI may not see.
   *
   * @throws ProblemException when it was refused
   */
  public static HttpResponse<Deployment> of(TriggerResult result) {
    return switch (result) {
      case TriggerResult.Accepted(Deployment made) -> at(made, HttpResponse.accepted());
      case TriggerResult.Standing(Deployment standing) -> at(standing, HttpResponse.ok());
      case TriggerResult.Refused refused ->
          throw new ProblemException(refused.status(), refused.reason());
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

package dev.aviary.builder.trigger;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.net.URI;

/** How a verdict looks over HTTP. */
public final class Answers {
  private Answers() {}

  /**
   * 202 for a new deployment and 200 for the one that stands, both with its address and without the
   * settings of its release, which CI may not see.
   *
   * @throws ProblemException when it was refused
   */
  public static HttpResponse<Deployment> of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted(Deployment made) -> at(made, HttpResponse.accepted());
      case Verdict.Standing(Deployment standing) -> at(standing, HttpResponse.ok());
      case Verdict.Refused refused ->
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

package dev.aviary.monitor.canary;

import dev.aviary.contract.http.Open;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.StrictBody;
import dev.aviary.monitor.evidence.Evidence;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** The canaries, and why they are judged as they are. What they answer holds no secret. */
@Controller("/canaries")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CanaryController {
  private final CanaryViews views;
  private final CaseFiles files;
  private final StrictBody bodies;

  CanaryController(CanaryViews views, CaseFiles files, StrictBody bodies) {
    this.views = views;
    this.files = files;
    this.bodies = bodies;
  }

  /** Those that serve: JSON, or text for {@code Accept: text/plain}. */
  @Open
  @Get(produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  HttpResponse<?> serving(HttpHeaders headers) {
    List<CanaryView> canaries = views.serving();
    return wantsText(headers) ? text(CanaryText.of(canaries)) : HttpResponse.ok(canaries);
  }

  /** One that serves, or was judged in the last 30 days; 404 for any other one. */
  @Open
  @Get(
      uri = "/{deployment}",
      produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  HttpResponse<?> one(String deployment, HttpHeaders headers) {
    CanaryView canary = views.find(deployment).orElseThrow(() -> unknown(deployment));
    return wantsText(headers) ? text(CanaryText.of(canary)) : HttpResponse.ok(canary);
  }

  /** Tells what would have happened under another tolerance; changes nothing. */
  @Post("/{deployment}/judge")
  RetrialResult again(String deployment, @Body JsonNode body) {
    Retrial retrial = bodies.read(body, Retrial.class);
    List<Evidence> evidence = files.evidence(deployment);
    if (evidence.stream().allMatch(each -> each.seconds().isEmpty())) {
      throw unknown(deployment);
    }
    return RetrialResult.of(deployment, retrial.tolerance(), evidence);
  }

  private static ProblemException unknown(String deployment) {
    return ProblemException.notFound(
        "the monitor keeps nothing about a canary deployment '%s'; GET /canaries names those that serve"
            .formatted(deployment));
  }

  private static HttpResponse<String> text(String text) {
    return HttpResponse.ok(text).contentType(MediaType.TEXT_PLAIN_TYPE);
  }

  private static boolean wantsText(HttpHeaders headers) {
    return headers.accept().stream()
        .findFirst()
        .filter(first -> first.getName().equals(MediaType.TEXT_PLAIN))
        .isPresent();
  }
}

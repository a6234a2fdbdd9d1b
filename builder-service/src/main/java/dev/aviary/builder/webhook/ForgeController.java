package dev.aviary.builder.webhook;

import dev.aviary.builder.listener.OnPublicPort;
import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.trigger.TriggerAnswers;
import dev.aviary.contract.http.Open;
import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where forges post what happened to a repository. */
@Controller("/webhooks/{forge}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ForgeController {
  private final ForgeWebhook webhook;
  private final Map<String, Forge> forges;

  ForgeController(ForgeWebhook webhook, List<Forge> forges) {
    this.webhook = webhook;
    this.forges = forges.stream().collect(Collectors.toMap(Forge::id, each -> each));
  }

  /**
   * Takes what a forge tells of a repository.
   *
   * @param forge github, gitlab, gitea, forgejo or bitbucket
   * @param app whose secret signs it, as in the address that is entered at the forge
   */
  @ApiResponse(responseCode = "200", ref = "Delivered")
  @DescribedDelivery
  @ApiResponse(responseCode = "502", ref = "ForgeAway")
  @ApiResponse(responseCode = "503", ref = "RedisAway")
  @RequestBody(ref = "Delivery")
  @Open
  @OnPublicPort
  @Post
  @Consumes(MediaType.ALL)
  HttpResponse<?> take(
      HttpRequest<?> request,
      String forge,
      @Body byte @Nullable [] body,
      @QueryValue @Nullable String app) {
    Forge known = forges.get(forge);
    if (known == null) {
      throw ProblemException.notFound(
          "there are webhooks for travis, " + String.join(", ", new TreeSet<>(forges.keySet())));
    }
    var event = new PostedEvent(request, body);
    return switch (webhook.take(known, event, app, Origin.of(request))) {
      case WebhookAnswer.Decided(var verdict) -> TriggerAnswers.of(verdict);
      case WebhookAnswer.Ignored(String reason) -> HttpResponse.ok(Map.of("ignored", reason));
    };
  }
}

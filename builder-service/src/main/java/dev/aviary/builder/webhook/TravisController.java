package dev.aviary.builder.webhook;

import dev.aviary.builder.listener.OnPublicPort;
import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.trigger.TriggerAnswers;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.http.Open;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where Travis posts its builds. */
@Controller("/webhooks/travis")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TravisController {
  private final TravisWebhook webhook;

  TravisController(TravisWebhook webhook) {
    this.webhook = webhook;
  }

  /** Takes a build that Travis tells of. */
  @ApiResponse(responseCode = "200", ref = "Standing")
  @DescribedDelivery
  @ApiResponse(responseCode = "503", ref = "NotNow")
  @RequestBody(ref = "TravisForm")
  @Open
  @OnPublicPort
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<Deployment> take(
      HttpRequest<?> request, @Body byte[] form, @Header("Signature") @Nullable String signature) {
    String posted = new String(form, StandardCharsets.ISO_8859_1);
    return TriggerAnswers.of(webhook.take(posted, signature, Origin.of(request)));
  }
}

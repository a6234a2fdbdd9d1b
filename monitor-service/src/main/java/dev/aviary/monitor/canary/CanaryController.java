package dev.aviary.monitor.canary;

import dev.aviary.contract.http.Open;
import dev.aviary.contract.openapi.Described;
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
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;

/** The canaries, and why they are judged as they are. What they answer holds no secret. */
@Controller("/canaries")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CanaryController {
  private final CanaryViews views;
  private final Retrials retrials;

  CanaryController(CanaryViews views, Retrials retrials) {
    this.views = views;
    this.retrials = retrials;
  }

  /** Shows those that serve: JSON, or text for {@code Accept: text/plain}. */
  @ApiResponse(
      responseCode = "200",
      description = "The canaries that serve.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            array = @ArraySchema(schema = @Schema(implementation = CanaryView.class))),
        @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class))
      })
  @Described.OpenRead
  @Open
  @Get(produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  HttpResponse<?> serving(HttpHeaders headers) {
    List<CanaryView> canaries = views.serving();
    return wantsText(headers) ? text(CanaryText.of(canaries)) : HttpResponse.ok(canaries);
  }

  /** Shows one that serves, or was judged in the last 30 days; 404 for any other one. */
  @ApiResponse(
      responseCode = "200",
      description = "One canary.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = CanaryView.class)),
        @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class))
      })
  @Described.OpenRead
  @Described.OfOne
  @Open
  @Get(
      uri = "/{deployment}",
      produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  HttpResponse<?> one(String deployment, HttpHeaders headers) {
    CanaryView canary = views.find(deployment).orElseThrow(() -> Retrials.unknown(deployment));
    return wantsText(headers) ? text(CanaryText.of(canary)) : HttpResponse.ok(canary);
  }

  /** Tells what would have happened under another tolerance; changes nothing. */
  @ApiResponse(
      responseCode = "200",
      description = "What would have happened.",
      content = @Content(schema = @Schema(implementation = RetrialResult.class)))
  @Described.AdminRead
  @Described.TakesJson
  @Described.OfOne
  @RequestBody(content = @Content(schema = @Schema(implementation = Retrial.class)))
  @Post("/{deployment}/judge")
  Object again(String deployment, @Body JsonNode body) {
    return retrials.judge(deployment, body);
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

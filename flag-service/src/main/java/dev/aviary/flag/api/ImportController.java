package dev.aviary.flag.api;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.flag.foreign.ForeignFormat;
import dev.aviary.flag.registry.EditRequest;
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
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;

/** Flags of other products, added to those that there are. */
@Controller(ImportController.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ImportController {
  static final String PATH = "/flags/import";

  private final FlagChanges changes;
  private final RepeatableEdits repeatable;

  ImportController(FlagChanges changes, RepeatableEdits repeatable) {
    this.changes = changes;
    this.repeatable = repeatable;
  }

  /**
   * Adds the flags of another product's file.
   *
   * @param format whose file it is: goff, flipt or unleash
   */
  @DescribedEdit
  @ApiResponse(responseCode = "413", ref = "TooLarge")
  @ApiResponse(responseCode = "200", ref = "Imported")
  @RequestBody(ref = "ForeignFile")
  @Post
  @Consumes(MediaType.ALL)
  HttpResponse<String> post(
      HttpRequest<?> http,
      @QueryValue(defaultValue = "") String format,
      @Parameter(hidden = true) EditRequest request,
      @Body byte @Nullable [] body) {
    ForeignFormat from = format(format);
    return repeatable.ofMany(http, body, request, each -> changes.translated(from, body, each));
  }

  private static ForeignFormat format(String name) {
    return ForeignFormat.named(name)
        .orElseThrow(() ->
            ProblemException.badRequest(
                "say whose file it is with ?format=: " + ForeignFormat.names()));
  }
}

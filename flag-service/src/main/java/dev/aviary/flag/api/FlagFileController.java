package dev.aviary.flag.api;

import dev.aviary.contract.http.Open;
import dev.aviary.contract.openapi.Described;
import dev.aviary.flag.registry.EditRequest;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;

/** All flags as flagd's {@code flags.json}: to take away, and to be replaced by another. */
@Controller(FlagFileController.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
final class FlagFileController {
  static final String PATH = "/flags.json";

  private final FlagQueries reads;
  private final FlagChanges changes;
  private final RepeatableEdits repeatable;

  FlagFileController(FlagQueries reads, FlagChanges changes, RepeatableEdits repeatable) {
    this.reads = reads;
    this.changes = changes;
    this.repeatable = repeatable;
  }

  /**
   * Exports all flags.
   *
   * @param sidecar with what Aviary adds
   */
  @Described.OpenRead
  @ApiResponse(responseCode = "200", ref = "File")
  @Open
  @Get
  HttpResponse<String> get(@QueryValue(defaultValue = "false") boolean sidecar) {
    return reads.file(sidecar);
  }

  /**
   * Replaces all flags, and what they share.
   *
   * @param partial flags that are wrong stay as they were; otherwise they refuse the file
   */
  @DescribedEdit
  @Described.TakesJson
  @ApiResponse(responseCode = "200", ref = "Replaced")
  @RequestBody(ref = "FlagFile")
  @Put
  HttpResponse<String> put(
      HttpRequest<?> http,
      @Parameter(hidden = true) EditRequest request,
      @QueryValue(defaultValue = "false") boolean partial,
      @Body byte @Nullable [] body) {
    return repeatable.ofMany(http, body, request, each -> changes.replaceAll(body, partial, each));
  }
}

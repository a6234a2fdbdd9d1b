package dev.aviary.flag.api;

import dev.aviary.contract.http.Open;
import dev.aviary.contract.openapi.Described;
import dev.aviary.flag.registry.EditRequest;
import dev.aviary.flag.store.FlagKey;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code /flags}: reading is for everybody, changing wants the admin token. */
@Controller("/flags")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FlagController {
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final FlagQueries reads;
  private final FlagChanges changes;
  private final RepeatableEdits repeatable;

  FlagController(FlagQueries reads, FlagChanges changes, RepeatableEdits repeatable) {
    this.reads = reads;
    this.changes = changes;
    this.repeatable = repeatable;
  }

  /** Lists flags, without values and rules. */
  @Described.OpenRead
  @ApiResponse(responseCode = "200", ref = "Flags")
  @Open
  @Get
  HttpResponse<String> list(@RequestBean Filter filter) {
    return reads.list(filter);
  }

  /** Shows a flag with its definition. */
  @Described.OpenRead
  @Described.OfOne
  @ApiResponse(responseCode = "200", ref = "Flag")
  @Open
  @Get("/{key}")
  HttpResponse<String> get(String key) {
    return reads.get(new FlagKey(key));
  }

  /** Tells who changed a flag, when, why and where, newest first; also of one that is removed. */
  @Described.OpenRead
  @Described.OfOne
  @ApiResponse(responseCode = "200", ref = "History")
  @Open
  @Get("/{key}/history")
  HttpResponse<String> history(String key) {
    return reads.history(new FlagKey(key));
  }

  /**
   * Tells what a flag gives for a context, and each step that led to it.
   *
   * @param at the moment of the evaluation; now unless it is given
   */
  @Described.OpenRead
  @Described.TakesJson
  @Described.OfOne
  @ApiResponse(responseCode = "200", ref = "Explanation")
  @RequestBody(ref = "Question")
  @Open
  @Post("/{key}/explain")
  HttpResponse<String> explain(
      String key, @Nullable @QueryValue Instant at, @Body byte @Nullable [] body) {
    return reads.explain(new FlagKey(key), body, at);
  }

  /** Creates or replaces a flag, or turns it in short. The same again changes nothing. */
  @DescribedEdit
  @Described.TakesJson
  @ApiResponse(responseCode = "200", ref = "Changed")
  @ApiResponse(responseCode = "201", ref = "Created")
  @ApiResponse(responseCode = "409", ref = "Outdated")
  @RequestBody(ref = "Definition")
  @Put("/{key}")
  HttpResponse<String> put(
      HttpRequest<?> http,
      String key,
      @Parameter(hidden = true) EditRequest request,
      @Body byte @Nullable [] body) {
    return repeatable.ofFlag(
        http, body, request, new FlagKey(key), each -> changes.put(new FlagKey(key), body, each));
  }

  /** Changes parts of a flag. */
  @DescribedEdit
  @Described.TakesJson
  @Described.OfOne
  @ApiResponse(responseCode = "200", ref = "Changed")
  @RequestBody(ref = "MergePatch")
  @Patch(
      uri = "/{key}",
      consumes = {MediaType.APPLICATION_JSON, MERGE_PATCH})
  HttpResponse<String> patch(
      HttpRequest<?> http,
      String key,
      @Parameter(hidden = true) EditRequest request,
      @Body byte @Nullable [] body) {
    return repeatable.ofFlag(
        http, body, request, new FlagKey(key), each -> changes.patch(new FlagKey(key), body, each));
  }

  /** Removes a flag. */
  @DescribedEdit
  @Described.OfOne
  @ApiResponse(responseCode = "200", ref = "Trial")
  @ApiResponse(responseCode = "204", ref = "Removed")
  @Delete("/{key}")
  HttpResponse<String> delete(
      HttpRequest<?> http, String key, @Parameter(hidden = true) EditRequest request) {
    return repeatable.removal(http, request, each -> changes.remove(new FlagKey(key), each));
  }

  /** Turns a flag; one with rules is enabled or disabled and keeps them. */
  @DescribedEdit
  @Described.OfOne
  @ApiResponse(responseCode = "200", ref = "Changed")
  @Post("/{key}/toggle")
  HttpResponse<String> toggle(
      HttpRequest<?> http, String key, @Parameter(hidden = true) EditRequest request) {
    return repeatable.ofFlag(
        http, null, request, new FlagKey(key), each -> changes.toggle(new FlagKey(key), each));
  }

  /**
   * Makes a flag what it was at a revision, removed or not.
   *
   * @param revision of the flag's history
   */
  @DescribedEdit
  @Described.OfOne
  @ApiResponse(responseCode = "200", ref = "Changed")
  @ApiResponse(responseCode = "201", ref = "Created")
  @Post("/{key}/rollback/{revision}")
  HttpResponse<String> rollBack(
      HttpRequest<?> http,
      String key,
      long revision,
      @Parameter(hidden = true) EditRequest request) {
    return repeatable.ofFlag(
        http,
        null,
        request,
        new FlagKey(key),
        each -> changes.rollBack(new FlagKey(key), revision, each));
  }

  /** Holds a flag for a time, after which it returns by itself. */
  @DescribedEdit
  @Described.OfOne
  @ApiResponse(responseCode = "200", ref = "Changed")
  @Post("/{key}/kill")
  HttpResponse<String> kill(
      HttpRequest<?> http,
      String key,
      @RequestBean KillOrder order,
      @Parameter(hidden = true) EditRequest request) {
    return repeatable.ofFlag(
        http, null, request, new FlagKey(key), each -> changes.kill(new FlagKey(key), order, each));
  }

  /** Lets a flag go that is held. */
  @DescribedEdit
  @Described.OfOne
  @ApiResponse(responseCode = "200", ref = "Changed")
  @Delete("/{key}/kill")
  HttpResponse<String> release(
      HttpRequest<?> http, String key, @Parameter(hidden = true) EditRequest request) {
    return repeatable.ofFlag(
        http, null, request, new FlagKey(key), each -> changes.release(new FlagKey(key), each));
  }
}

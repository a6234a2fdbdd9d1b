package dev.aviary.flag.api;

import dev.aviary.contract.http.Open;
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
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code /flags}: reading is for everybody, changing wants the admin token. */
@Controller("/flags")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FlagController {
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final ReadDesk reads;
  private final ChangeDesk changes;
  private final RepeatableEdits repeatable;

  FlagController(ReadDesk reads, ChangeDesk changes, RepeatableEdits repeatable) {
    this.reads = reads;
    this.changes = changes;
    this.repeatable = repeatable;
  }

  @Open
  @Get
  HttpResponse<String> list(@RequestBean Filter filter) {
    return reads.list(filter);
  }

  @Open
  @Get("/{key}")
  HttpResponse<String> get(String key) {
    return reads.get(new FlagKey(key));
  }

  @Open
  @Get("/{key}/history")
  HttpResponse<String> history(String key) {
    return reads.history(new FlagKey(key));
  }

  @Open
  @Post("/{key}/explain")
  HttpResponse<String> explain(
      String key, @Nullable @QueryValue Instant at, @Body byte @Nullable [] body) {
    return reads.explain(new FlagKey(key), body, at);
  }

  @Put("/{key}")
  HttpResponse<String> put(
      HttpRequest<?> http, String key, EditRequest request, @Body byte @Nullable [] body) {
    return repeatable.ofFlag(
        http, body, request, new FlagKey(key), each -> changes.put(new FlagKey(key), body, each));
  }

  @Patch(
      uri = "/{key}",
      consumes = {MediaType.APPLICATION_JSON, MERGE_PATCH})
  HttpResponse<String> patch(
      HttpRequest<?> http, String key, EditRequest request, @Body byte @Nullable [] body) {
    return repeatable.ofFlag(
        http, body, request, new FlagKey(key), each -> changes.patch(new FlagKey(key), body, each));
  }

  @Delete("/{key}")
  HttpResponse<String> delete(HttpRequest<?> http, String key, EditRequest request) {
    return repeatable.removal(http, request, each -> changes.remove(new FlagKey(key), each));
  }

  @Post("/{key}/toggle")
  HttpResponse<String> toggle(HttpRequest<?> http, String key, EditRequest request) {
    return repeatable.ofFlag(
        http, null, request, new FlagKey(key), each -> changes.toggle(new FlagKey(key), each));
  }

  @Post("/{key}/rollback/{revision}")
  HttpResponse<String> rollBack(
      HttpRequest<?> http, String key, long revision, EditRequest request) {
    return repeatable.ofFlag(
        http,
        null,
        request,
        new FlagKey(key),
        each -> changes.rollBack(new FlagKey(key), revision, each));
  }

  @Post("/{key}/kill")
  HttpResponse<String> kill(
      HttpRequest<?> http, String key, @RequestBean KillOrder order, EditRequest request) {
    return repeatable.ofFlag(
        http, null, request, new FlagKey(key), each -> changes.kill(new FlagKey(key), order, each));
  }

  @Delete("/{key}/kill")
  HttpResponse<String> release(HttpRequest<?> http, String key, EditRequest request) {
    return repeatable.ofFlag(
        http, null, request, new FlagKey(key), each -> changes.release(new FlagKey(key), each));
  }
}

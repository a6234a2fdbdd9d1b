package dev.aviary.flag.api;

import dev.aviary.contract.flag.FlagKey;
import dev.aviary.contract.http.Open;
import dev.aviary.flag.registry.Author;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** {@code /flags}: reading is for everybody, changing wants the admin token. */
@Controller("/flags")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FlagController {
  private final FlagDesk desk;

  FlagController(FlagDesk desk) {
    this.desk = desk;
  }

  @Open
  @Get
  FlagList list() {
    return desk.list();
  }

  @Open
  @Get("/{key}")
  FlagView get(String key) {
    return desk.get(new FlagKey(key));
  }

  @Put("/{key}")
  HttpResponse<FlagView> put(
      String key,
      @Body PutBody body,
      @QueryValue(defaultValue = "api") String by,
      @Nullable @QueryValue String reason) {
    return desk.put(new FlagKey(key), body, new Author(by, reason));
  }

  @Post("/{key}/toggle")
  FlagView toggle(
      String key,
      @QueryValue(defaultValue = "api") String by,
      @Nullable @QueryValue String reason) {
    return desk.toggle(new FlagKey(key), new Author(by, reason));
  }

  @Delete("/{key}")
  @Status(HttpStatus.NO_CONTENT)
  void delete(
      String key,
      @QueryValue(defaultValue = "api") String by,
      @Nullable @QueryValue String reason) {
    desk.delete(new FlagKey(key), new Author(by, reason));
  }
}

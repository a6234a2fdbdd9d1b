package dev.aviary.builder.app;

import dev.aviary.builder.trigger.BuildTokens;
import dev.aviary.contract.http.StrictBody;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;

/** Apps over HTTP. */
@Controller("/apps")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AppSpecController {
  private final Apps apps;
  private final AppReport report;
  private final Removal removal;
  private final BuildTokens tokens;
  private final StrictBody bodies;

  AppSpecController(
      Apps apps, AppReport report, Removal removal, BuildTokens tokens, StrictBody bodies) {
    this.apps = apps;
    this.report = report;
    this.removal = removal;
    this.tokens = tokens;
    this.bodies = bodies;
  }

  @Get
  List<AppView> list() {
    return report.all(apps.all());
  }

  @Get("/{app}")
  AppView get(String app) {
    return report.of(apps.get(app));
  }

  @Put("/{app}")
  Registered put(
      String app, @Body JsonNode settings, @QueryValue(defaultValue = "true") boolean check) {
    return Registered.of(apps.put(app, bodies.read(settings, AppSettings.class), check));
  }

  @Delete("/{app}")
  @Status(HttpStatus.ACCEPTED)
  RemovalReceipt delete(
      String app,
      @QueryValue(defaultValue = "false") boolean force,
      @QueryValue(defaultValue = "false") boolean volumes) {
    return removal.remove(app, force, volumes);
  }

  @Get("/{app}/build-token")
  Map<String, String> buildToken(String app) {
    return Map.of("token", tokens.of(apps.get(app).name()));
  }
}

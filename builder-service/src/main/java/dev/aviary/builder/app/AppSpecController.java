package dev.aviary.builder.app;

import dev.aviary.builder.lease.OnLeader;
import dev.aviary.builder.trigger.BuildTokens;
import dev.aviary.contract.http.StrictBody;
import dev.aviary.contract.openapi.Described;
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
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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

  /**
   * Lists the apps as they stand.
   *
   * @return the apps
   */
  @Described.AdminRead
  @OnLeader
  @Get
  List<AppView> list() {
    return report.all(apps.all());
  }

  /**
   * Shows an app as it stands.
   *
   * @return the app
   */
  @Described.AdminRead
  @Described.OfOne
  @OnLeader
  @Get("/{app}")
  AppView get(String app) {
    return report.of(apps.get(app));
  }

  /**
   * Registers an app, or gives it all its settings anew.
   *
   * @param check whether its repository is asked first
   * @return the app as it stands now
   */
  @Described.Change
  @Described.TakesJson
  @Described.InSomeStates
  @ApiResponse(responseCode = "422", ref = "NotForThis")
  @RequestBody(content = @Content(schema = @Schema(implementation = AppSettings.class)))
  @Put("/{app}")
  RegisteredApp put(
      String app, @Body JsonNode settings, @QueryValue(defaultValue = "true") boolean check) {
    return RegisteredApp.of(apps.put(app, bodies.read(settings, AppSettings.class), check));
  }

  /**
   * Removes an app, its containers and images.
   *
   * @param force also while a deployment is under way
   * @param volumes with what lies in its volumes
   * @return what is removed
   */
  @Described.Change
  @Described.OfOne
  @Described.InSomeStates
  @Delete("/{app}")
  @Status(HttpStatus.ACCEPTED)
  RemovalReceipt delete(
      String app,
      @QueryValue(defaultValue = "false") boolean force,
      @QueryValue(defaultValue = "false") boolean volumes) {
    return removal.remove(app, force, volumes);
  }

  /**
   * Shows the token with which CI deploys the app.
   *
   * @return the token
   */
  @Described.AdminRead
  @Described.OfOne
  @Get("/{app}/build-token")
  Map<String, String> buildToken(String app) {
    return Map.of("token", tokens.of(apps.get(app).name()));
  }
}

package dev.aviary.balancer.admin;

import dev.aviary.contract.http.Open;
import dev.aviary.contract.openapi.Described;
import dev.aviary.contract.route.Interruption;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;

/** Takes an app's public requests out of service for a while, and back. */
@Controller("/apps/{app}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class InterruptionController {
  private final Interruptions interruptions;
  private final RepeatableChanges changes;

  InterruptionController(Interruptions interruptions, RepeatableChanges changes) {
    this.interruptions = interruptions;
    this.changes = changes;
  }

  /**
   * Shows the maintenance of an app.
   *
   * @return the maintenance
   */
  @Described.OpenRead
  @Described.OfOne
  @Open
  @Get("/maintenance")
  HttpResponse<Interruption> maintenance(@PathVariable String app) {
    return interruptions.of(app, Interruption.Maintenance.class).answer();
  }

  /**
   * Begins the maintenance: requests are answered 503 with the owner's message.
   *
   * @return the maintenance, by which every balancer answers
   */
  @Described.Order
  @DescribedChange
  @Put("/maintenance")
  HttpResponse<Interruption> maintain(
      @PathVariable String app, @Body MaintenanceRequest request, HttpRequest<?> http) {
    return changes.answer(
        http, request, Interruption.class, asked -> interruptions.begin(app, request::at, asked));
  }

  /**
   * Ends the maintenance.
   *
   * @param reason why, as the timeline tells it
   */
  @Described.Change
  @Described.OfOne
  @Described.InSomeStates
  @DescribedChange
  @ApiResponse(responseCode = "204", ref = "Ended")
  @Delete("/maintenance")
  HttpResponse<Void> endMaintenance(
      @PathVariable String app, @QueryValue @Nullable String reason, HttpHeaders headers) {
    return interruptions.end(app, Interruption.Maintenance.class, reason, asked(headers)).ended();
  }

  /**
   * Shows the pause of an app.
   *
   * @return the pause
   */
  @Described.OpenRead
  @Described.OfOne
  @Open
  @Get("/pause")
  HttpResponse<Interruption> pause(@PathVariable String app) {
    return interruptions.of(app, Interruption.Pause.class).answer();
  }

  /**
   * Begins the pause: requests are held, and go on in order when the pause ends.
   *
   * @return the pause, by which every balancer answers
   */
  @Described.Order
  @DescribedChange
  @Put("/pause")
  HttpResponse<Interruption> pause(
      @PathVariable String app, @Body PauseRequest request, HttpRequest<?> http) {
    return changes.answer(
        http, request, Interruption.class, asked -> interruptions.begin(app, request::at, asked));
  }

  /**
   * Ends the pause.
   *
   * @param reason why, as the timeline tells it
   */
  @Described.Change
  @Described.OfOne
  @Described.InSomeStates
  @DescribedChange
  @ApiResponse(responseCode = "204", ref = "Ended")
  @Delete("/pause")
  HttpResponse<Void> endPause(
      @PathVariable String app, @QueryValue @Nullable String reason, HttpHeaders headers) {
    return interruptions.end(app, Interruption.Pause.class, reason, asked(headers)).ended();
  }

  /** What ended stays so, however often it is ended. */
  private static ChangeRequest asked(HttpHeaders headers) {
    return new ChangeRequest(Precondition.of(headers), null);
  }
}

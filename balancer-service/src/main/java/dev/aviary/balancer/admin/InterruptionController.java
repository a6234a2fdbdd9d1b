package dev.aviary.balancer.admin;

import dev.aviary.contract.route.Interruption;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Takes an app's public requests out of service for a while, and back. */
@Controller("/apps/{app}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class InterruptionController {
  private final Interruptions interruptions;

  InterruptionController(Interruptions interruptions) {
    this.interruptions = interruptions;
  }

  /** Requests are answered 503 with the owner's message. */
  @Put("/maintenance")
  Interruption maintain(@PathVariable String app, @Body MaintenanceRequest request) {
    return interruptions.begin(app, request::at);
  }

  @Delete("/maintenance")
  @Status(HttpStatus.NO_CONTENT)
  void endMaintenance(@PathVariable String app) {
    interruptions.end(app, Interruption.Maintenance.class);
  }

  /** Requests are held, and go on in order when the pause ends. */
  @Put("/pause")
  Interruption pause(@PathVariable String app, @Body PauseRequest request) {
    return interruptions.begin(app, request::at);
  }

  @Delete("/pause")
  @Status(HttpStatus.NO_CONTENT)
  void endPause(@PathVariable String app) {
    interruptions.end(app, Interruption.Pause.class);
  }
}

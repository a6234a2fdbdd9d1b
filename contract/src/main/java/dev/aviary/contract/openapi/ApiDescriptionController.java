package dev.aviary.contract.openapi;

import dev.aviary.contract.http.Open;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Shows the description of the service's HTTP API. */
@Open
@Controller("/openapi.json")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ApiDescriptionController {
  private final ApiDescription description;

  ApiDescriptionController(ApiDescription description) {
    this.description = description;
  }

  @Get(produces = MediaType.APPLICATION_JSON)
  byte[] get() {
    return description.json();
  }
}

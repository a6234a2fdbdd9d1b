package dev.aviary.builder.deploy;

import dev.aviary.builder.listener.OnPublicPort;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.http.Open;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;

/** The log of a deployment over HTTP: as it is written, or what is there of it. */
@Controller("/deployments/{id}/log")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LogController {
  private final DeploymentReaders readers;
  private final LogFollower follower;

  LogController(DeploymentReaders readers, LogFollower follower) {
    this.readers = readers;
    this.follower = follower;
  }

  /** As plain text where a request asks for that; else as events. */
  @DescribedReading
  @ApiResponse(responseCode = "200", ref = "Log")
  @Open
  @OnPublicPort
  @Get(produces = {MediaType.TEXT_EVENT_STREAM, MediaType.TEXT_PLAIN})
  HttpResponse<?> log(
      HttpRequest<?> request,
      String id,
      @Header(HttpHeaders.ACCEPT) @Nullable String accept,
      @Header("Last-Event-ID") @Nullable String last) {
    Deployment deployment = readers.find(request, id);
    return accept != null && accept.contains(MediaType.TEXT_PLAIN)
        ? HttpResponse.ok(follower.all(deployment)).contentType(MediaType.TEXT_PLAIN_TYPE)
        : HttpResponse.ok(follower.follow(deployment, last))
            .contentType(MediaType.TEXT_EVENT_STREAM_TYPE);
  }
}

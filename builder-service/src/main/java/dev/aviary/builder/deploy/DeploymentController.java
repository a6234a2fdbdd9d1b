package dev.aviary.builder.deploy;

import dev.aviary.builder.lease.OnLeader;
import dev.aviary.builder.listener.OnPublicPort;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.http.Open;
import dev.aviary.contract.openapi.Described;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.SystemFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deployments over HTTP. */
@Controller("/deployments")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DeploymentController {
  private final Deployments deployments;
  private final DeploymentReaders readers;
  private final Cancellation cancellation;

  DeploymentController(
      Deployments deployments, DeploymentReaders readers, Cancellation cancellation) {
    this.deployments = deployments;
    this.readers = readers;
    this.cancellation = cancellation;
  }

  /**
   * Lists the newest deployments of an app, newest first.
   *
   * @param app whose
   * @return the deployments
   */
  @Described.AdminRead
  @Get
  List<Deployment> list(@Parameter(required = true) @QueryValue @Nullable String app) {
    return deployments.of(app);
  }

  /**
   * Shows a deployment. On the public port the build token of its app reads it, too.
   *
   * @return the deployment
   */
  @DescribedReading
  @Open
  @OnPublicPort
  @Get("/{id}")
  Deployment get(HttpRequest<?> request, String id) {
    return readers.find(request, id);
  }

  /** All that its build printed, while the builder's disk has it. */
  @DescribedReading
  @ApiResponse(responseCode = "200", ref = "Output")
  @Open
  @OnPublicPort
  @OnLeader
  @Get(value = "/{id}/output", produces = MediaType.TEXT_PLAIN)
  SystemFile output(HttpRequest<?> request, String id) {
    return deployments.output(readers.find(request, id));
  }

  /**
   * Ends a deployment that is queued or building.
   *
   * @return the deployment
   */
  @Described.Change
  @Described.OfOne
  @Described.InSomeStates
  @Post("/{id}/cancel")
  Deployment cancel(String id) {
    return cancellation.cancel(id);
  }
}

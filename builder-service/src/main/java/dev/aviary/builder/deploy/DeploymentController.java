package dev.aviary.builder.deploy;

import dev.aviary.contract.deployment.Deployment;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.SystemFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deployments over HTTP. */
@Controller("/deployments")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DeploymentController {
  private final Deployments deployments;
  private final Cancellation cancellation;

  DeploymentController(Deployments deployments, Cancellation cancellation) {
    this.deployments = deployments;
    this.cancellation = cancellation;
  }

  @Get
  List<Deployment> list(@QueryValue @Nullable String app) {
    return deployments.of(app);
  }

  @Get("/{id}")
  Deployment get(String id) {
    return deployments.get(id);
  }

  /** All that its build printed, while the builder's disk has it. */
  @Get(value = "/{id}/output", produces = MediaType.TEXT_PLAIN)
  SystemFile output(String id) {
    return deployments.output(id);
  }

  @Post("/{id}/cancel")
  Deployment cancel(String id) {
    return cancellation.cancel(id);
  }
}

package dev.aviary.balancer.admin;

import dev.aviary.contract.openapi.Described;
import dev.aviary.contract.telemetry.BalancerStore;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** The balancers whose acknowledgement counts. */
@Controller("/balancers/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MemberController {
  private final BalancerStore balancers;

  MemberController(BalancerStore balancers) {
    this.balancers = balancers;
  }

  /** Forgets a balancer that is gone for good: deployments no longer wait for it. */
  @ApiResponse(responseCode = "204", ref = "Done")
  @Described.Change
  @Described.OfOne
  @Delete
  @Status(HttpStatus.NO_CONTENT)
  void forget(@PathVariable String id) {
    balancers.forget(id);
  }
}

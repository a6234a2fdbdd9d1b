package dev.aviary.balancer.admin;

import dev.aviary.balancer.account.BalancerId;
import dev.aviary.balancer.control.Applied;
import dev.aviary.balancer.control.BalancerLifecycle;
import dev.aviary.balancer.control.Routing;
import dev.aviary.balancer.control.Shares;
import dev.aviary.balancer.route.Backends;
import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.contract.http.Open;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.time.InstantSource;

/** Shows where requests go. */
@Controller("/routes")
final class RoutesController {
  private final BalancerId id;
  private final BalancerLifecycle balancer;
  private final Routing routing;
  private final Backends backends;
  private final CurrentTable current;
  private final InstantSource clock;

  RoutesController(
      BalancerId id,
      BalancerLifecycle balancer,
      Routing routing,
      Backends backends,
      CurrentTable current,
      InstantSource clock) {
    this.id = id;
    this.balancer = balancer;
    this.routing = routing;
    this.backends = backends;
    this.current = current;
    this.clock = clock;
  }

  /**
   * Shows the routes by which this balancer works.
   *
   * @return the routes
   */
  @Open
  @Get
  RoutesView routes() {
    Applied applied = routing.applied();
    return new RoutesView(
        id.toString(),
        balancer.connected(),
        applied.revision(),
        applied.table().shown(),
        Shares.of(applied.table()),
        SlotState.of(current.get(), clock.instant(), System.nanoTime()),
        backends.inFlight());
  }
}

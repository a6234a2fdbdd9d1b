package dev.aviary.balancer.admin;

import dev.aviary.balancer.account.BalancerId;
import dev.aviary.balancer.control.Applied;
import dev.aviary.balancer.control.Balancer;
import dev.aviary.balancer.control.Routing;
import dev.aviary.balancer.control.Shares;
import dev.aviary.balancer.route.Backends;
import dev.aviary.contract.http.Open;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** Shows where requests go. */
@Controller("/routes")
final class RoutesController {
  private final BalancerId id;
  private final Balancer balancer;
  private final Routing routing;
  private final Backends backends;

  RoutesController(BalancerId id, Balancer balancer, Routing routing, Backends backends) {
    this.id = id;
    this.balancer = balancer;
    this.routing = routing;
    this.backends = backends;
  }

  @Open
  @Get
  RoutesView routes() {
    Applied applied = routing.applied();
    return new RoutesView(
        id.toString(),
        balancer.connected(),
        applied.revision(),
        applied.table(),
        Shares.of(applied.table()),
        backends.inFlight());
  }
}

package dev.aviary.monitor.console.neighbour;

import dev.aviary.contract.http.Open;
import dev.aviary.monitor.console.access.Admits;
import dev.aviary.monitor.console.access.DescribedSession;
import dev.aviary.monitor.console.access.Role;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** Names the calls that the console passes on, so that a page offers no other one. */
@Open
@Controller("/console/calls")
final class CallsController {

  /**
   * One call.
   *
   * @param service builder, balancer, flags or monitor
   * @param pattern a path whose variable segments stand in braces
   * @param role from which on it may be made
   */
  @Serdeable
  record CallView(String service, String method, String pattern, Role role) {
    static CallView of(ConsolePermission call) {
      return new CallView(call.to().id(), call.method(), call.pattern(), call.role());
    }
  }

  /**
   * Names the calls that the console passes on, and from which role on.
   *
   * @return the calls
   */
  @DescribedSession
  @Admits(Role.VIEWER)
  @Get
  List<CallView> calls() {
    return ConsolePermissions.CALLS.stream().map(CallView::of).toList();
  }
}

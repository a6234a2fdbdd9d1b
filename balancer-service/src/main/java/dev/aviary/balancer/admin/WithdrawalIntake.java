package dev.aviary.balancer.admin;

import dev.aviary.balancer.control.Routing;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.contract.route.WithdrawalRequest;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Takes withdrawals from services that cannot reach Redis: in force first, recorded after. */
@Singleton
final class WithdrawalIntake {
  private final Routing routing;
  private final InstantSource clock;

  WithdrawalIntake(Routing routing, InstantSource clock) {
    this.routing = routing;
    this.clock = clock;
  }

  WithdrawalReceipt withdraw(String app, WithdrawalRequest request) {
    if (routing.applied().table().app(app).isEmpty()) {
      throw ProblemException.notFound("no app is called '" + app + "'");
    }
    Withdrawal withdrawal = request.at(clock.instant());
    routing.withdraw(app, withdrawal);
    return new WithdrawalReceipt(app, withdrawal, routing.tellUntold());
  }
}

package dev.aviary.contract.route;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * A canary deployment that is to get no more requests, with why and by whom: what the balancer's
 * admin API takes at {@code POST /apps/{app}/withdrawals}.
 */
@Serdeable
public record WithdrawalRequest(String commit, String deployment, String reason, String by) {
  public WithdrawalRequest {
    Check.commit(commit);
    Check.text(deployment, "deployment");
    Check.text(reason, "reason");
    Check.text(by, "by");
  }

  /** Asks for what could not be written to Redis. */
  public static WithdrawalRequest of(Withdrawal withdrawal) {
    return new WithdrawalRequest(
        withdrawal.commit(), withdrawal.deployment(), withdrawal.reason(), withdrawal.by());
  }

  public Withdrawal at(Instant now) {
    return new Withdrawal(commit, deployment, reason, now, by);
  }
}

package dev.aviary.monitor.withdraw;

import dev.aviary.contract.route.Withdrawal;
import io.micronaut.serde.annotation.Serdeable;

/** What the balancer's admin API takes at {@code POST /apps/{app}/withdrawals}. */
@Serdeable
record WithdrawalRequest(String commit, String deployment, String reason, String by) {
  static WithdrawalRequest of(Withdrawal withdrawal) {
    return new WithdrawalRequest(
        withdrawal.commit(), withdrawal.deployment(), withdrawal.reason(), withdrawal.by());
  }
}

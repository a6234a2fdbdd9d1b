package dev.aviary.balancer.admin;

import dev.aviary.contract.route.Withdrawal;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/** A canary deployment that is to get no more requests, with why and by whom. */
@Serdeable
record WithdrawalRequest(String commit, String deployment, String reason, String by) {
  Withdrawal at(Instant now) {
    return new Withdrawal(commit, deployment, reason, now, by);
  }
}

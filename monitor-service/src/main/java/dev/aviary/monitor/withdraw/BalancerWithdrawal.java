package dev.aviary.monitor.withdraw;

import dev.aviary.contract.http.AdminToken;
import dev.aviary.contract.loop.Reach;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.contract.route.WithdrawalRequest;
import io.micronaut.http.client.exceptions.HttpClientException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Withdraws a canary without Redis: the balancer takes it out of its own table, keeps that in its
 * file and adds it to Redis later.
 */
@Singleton
public final class BalancerWithdrawal {
  private static final Logger LOG = LoggerFactory.getLogger(BalancerWithdrawal.class);

  private final BalancerApi balancer;
  private final AdminToken token;
  private final Reach reach = new Reach(LOG, "the balancer's admin API");

  BalancerWithdrawal(BalancerApi balancer, AdminToken token) {
    this.balancer = balancer;
    this.token = token;
  }

  /** Whether the balancer has taken it. */
  public boolean withdraw(String app, Withdrawal withdrawal) {
    try {
      balancer.withdraw("Bearer " + token.sent(), app, WithdrawalRequest.of(withdrawal));
      reach.held();
      LOG.atWarn()
          .addKeyValue("app", app)
          .addKeyValue("deployment", withdrawal.deployment())
          .addKeyValue("reason", withdrawal.reason())
          .log("Withdrew the canary through the balancer");
      return true;
    } catch (HttpClientException refused) {
      reach.lost(refused);
      return false;
    }
  }
}

package dev.aviary.balancer.acme;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.RenewalInfo;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an authority when it suggests to renew a certificate (ARI, RFC 9773). */
final class RenewalWindows {
  private static final Logger LOG = LoggerFactory.getLogger(RenewalWindows.class);

  private final AcmeServer server;
  private final Login login;
  private final InstantSource clock;

  RenewalWindows(AcmeServer server, Login login, InstantSource clock) {
    this.server = server;
    this.login = login;
    this.clock = clock;
  }

  /** The plan that follows; null: the authority suggests nothing for this certificate. */
  @Nullable RenewalPlan ask(X509Certificate certificate) throws InterruptedException {
    try {
      Optional<RenewalPlan> plan = AcmeCall.of(server, () -> plan(certificate));
      return plan.orElse(null);
    } catch (AuthorityException e) {
      LOG.atInfo()
          .addKeyValue("serial", RenewalPlan.serial(certificate))
          .addKeyValue("reason", e.getMessage())
          .log("The authority suggests no time for a renewal");
      return null;
    }
  }

  /** Nothing: this server has no such information. */
  private Optional<RenewalPlan> plan(X509Certificate certificate) throws AcmeException {
    if (login.getSession().resourceUrlOptional(Resource.RENEWAL_INFO).isEmpty()) {
      return Optional.empty();
    }
    RenewalInfo info = login.bindRenewalInfo(certificate);
    Optional<Instant> retryAfter = info.fetch();
    Instant now = clock.instant();
    RenewalPlan plan =
        RenewalPlan.within(
            certificate,
            new RenewalPlan.Window(info.getSuggestedWindowStart(), info.getSuggestedWindowEnd()),
            retryAfter.orElse(now.plus(RenewalPlan.ASK)),
            now,
            RandomGenerator.getDefault());
    info.getExplanation()
        .ifPresent(page ->
            LOG.atInfo()
                .addKeyValue("serial", plan.serial())
                .addKeyValue("renewal", plan.at())
                .addKeyValue("page", page)
                .log("The authority explains when a certificate is to be renewed"));
    return Optional.of(plan);
  }
}

package dev.aviary.balancer.acme;

import dev.aviary.balancer.certificate.Certificate;
import dev.aviary.balancer.certificate.ChallengeAnswers;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.PollableResource;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeServerException;

/** Orders one certificate for one name (RFC 8555, section 7.4). */
final class CertificateOrder {
  private static final Set<Status> AUTHORIZED = EnumSet.of(Status.VALID, Status.INVALID);
  private static final Set<Status> READY = EnumSet.of(Status.READY, Status.VALID, Status.INVALID);
  private static final Duration FIRST_LOOK = Duration.ofMillis(250);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  private final AcmeServer server;
  private final Login login;
  private final ChallengeAnswers answers;
  private final Duration patience;
  private final InstantSource clock;

  CertificateOrder(
      AcmeServer server,
      Login login,
      ChallengeAnswers answers,
      Duration patience,
      InstantSource clock) {
    this.server = server;
    this.login = login;
    this.answers = answers;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Blocks until the certificate is there, with a new key.
   *
   * @param replaced the certificate that it comes in the place of; null: it is the name's first
   * @param kinds the challenges to try, one after the other
   */
  Certificate place(String host, @Nullable X509Certificate replaced, List<ChallengeKind> kinds)
      throws AuthorityException, InterruptedException {
    var reasons = new ArrayList<String>();
    for (ChallengeKind kind : kinds) {
      // An order whose authorization failed is invalid: each challenge has one of its own.
      Order order = AcmeCall.of(server, () -> create(host, replaced));
      Optional<String> refusal = AcmeCall.of(server, () -> authorize(order, host, kind));
      if (refusal.isEmpty()) {
        return AcmeCall.of(server, () -> issue(order, host));
      }
      reasons.add(kind.type() + ": " + refusal.get());
    }
    throw new AuthorityException(String.join("; ", reasons), false, server.notBefore(), null);
  }

  private Order create(String host, @Nullable X509Certificate replaced) throws AcmeException {
    if (replaced != null
        && login.getSession().resourceUrlOptional(Resource.RENEWAL_INFO).isPresent()) {
      try {
        return login.newOrder().domain(host).replaces(replaced).create();
      } catch (AcmeServerException e) {
        // Of another account or authority, or replaced already (RFC 9773, section 5): the order
        // loses its priority by that, and no more.
        if (e.getType().toString().endsWith(":rateLimited")) {
          throw e;
        }
      } catch (AcmeProtocolException e) {
        // What is replaced names no issuer's key: it was given by hand.
      }
    }
    return login.newOrder().domain(host).create();
  }

  /** Nothing: the name is proved to be ours; else why not. */
  private Optional<String> authorize(Order order, String host, ChallengeKind kind)
      throws AcmeException, InterruptedException {
    for (Authorization authorization : order.getAuthorizations()) {
      if (authorization.getStatus() == Status.VALID) {
        continue;
      }
      Optional<Challenge> challenge = authorization.findChallenge(kind.type());
      if (challenge.isEmpty()) {
        return Optional.of("the authority does not offer it for this name");
      }
      kind.offer(answers, host, challenge.get());
      try {
        challenge.get().trigger();
        if (!await(authorization, AUTHORIZED)) {
          return Optional.of(
              "the authority did not validate within " + patience.toSeconds() + " s");
        }
      } finally {
        answers.withdraw(host);
      }
      if (authorization.getStatus() != Status.VALID) {
        return Optional.of(reason(authorization, kind));
      }
    }
    return Optional.empty();
  }

  private static String reason(Authorization authorization, ChallengeKind kind) {
    return authorization
        .<Challenge>findChallenge(kind.type())
        .flatMap(Challenge::getError)
        .map(AcmeCall::text)
        .orElse("the authority says " + authorization.getStatus() + " and no reason");
  }

  private Certificate issue(Order order, String host)
      throws AcmeException, InterruptedException, AuthorityException {
    if (!await(order, READY)) {
      throw refused("the order was not ready within " + patience.toSeconds() + " s", null);
    }
    if (order.getStatus() == Status.INVALID) {
      throw refused("the order is invalid", order.getError().orElse(null));
    }
    KeyPair keys = Keys256.make();
    order.execute(keys);
    if (!await(order, AUTHORIZED)) {
      throw refused("nothing was issued within " + patience.toSeconds() + " s", null);
    }
    if (order.getStatus() != Status.VALID) {
      throw refused("nothing was issued", order.getError().orElse(null));
    }
    order.getCertificate().download();
    var issued = new Certificate(order.getCertificate().getCertificateChain(), keys.getPrivate());
    if (!issued.leaf().getPublicKey().equals(keys.getPublic()) || !issued.covers(host)) {
      throw refused("the certificate that was issued is for another key or name", null);
    }
    return issued;
  }

  private AuthorityException refused(String what, @Nullable Problem problem) {
    return new AuthorityException(
        problem == null ? what : what + ": " + AcmeCall.text(problem),
        false,
        server.notBefore(),
        null);
  }

  /**
   * Asks until the resource has one of the states; false: it did not in time. acme4j's own wait
   * sleeps until the server's {@code Retry-After}, which is in the past where the server's clock is
   * behind, and then throws.
   */
  private boolean await(PollableResource resource, Set<Status> ends)
      throws AcmeException, InterruptedException {
    Instant until = clock.instant().plus(patience);
    Duration look = FIRST_LOOK;
    Status status = resource.getStatus();
    while (!ends.contains(status)) {
      if (clock.instant().isAfter(until)) {
        return false;
      }
      Thread.sleep(look);
      Optional<Instant> wanted = resource.fetch();
      status = resource.getStatus();
      Duration asked =
          wanted.map(at -> Duration.between(clock.instant(), at)).orElse(Duration.ZERO);
      Duration longer = look.multipliedBy(2);
      look = asked.compareTo(longer) > 0 ? asked : longer;
      look = look.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look;
    }
    return true;
  }
}

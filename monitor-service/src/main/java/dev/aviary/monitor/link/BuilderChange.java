package dev.aviary.monitor.link;

import dev.aviary.contract.http.AdminToken;
import dev.aviary.contract.http.Problem;
import dev.aviary.contract.loop.Reach;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the builder for the change that a link says. */
@Singleton
final class BuilderChange {
  private static final Logger LOG = LoggerFactory.getLogger(BuilderChange.class);
  private static final int SERVER_ERROR = 500;

  private final BuilderApi builder;
  private final AdminToken token;
  private final Wire wire;
  private final Reach reach = new Reach(LOG, "the builder's admin API");

  BuilderChange(BuilderApi builder, AdminToken token, Wire wire) {
    this.builder = builder;
    this.token = token;
    this.wire = wire;
  }

  /**
   * The same link asked again is done once: its hash is the request's {@code Idempotency-Key}. A
   * builder that does not answer, or fails, refuses for now; perhaps it made the change.
   */
  Result<Link> ask(Link link) {
    var change =
        new BuilderApi.CanaryChange("by the link in the mail " + link.mail(), link.deployment());
    try {
      builder.change("Bearer " + token.sent(), link.hash(), link.app(), link.action().id(), change);
      reach.held();
      return new Done<>(link);
    } catch (HttpClientResponseException answer) {
      if (answer.getStatus().getCode() >= SERVER_ERROR) {
        reach.lost(answer);
        return away(answer);
      }
      reach.held();
      return new Refusal<>(answer.getStatus(), reason(answer));
    } catch (HttpClientException away) {
      reach.lost(away);
      return away(away);
    }
  }

  private static Refusal<Link> away(HttpClientException cause) {
    return Refusal.forNow(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(cause.getMessage()));
  }

  private String reason(HttpClientResponseException answer) {
    String body = answer.getResponse().getBody(String.class).orElse("");
    try {
      return wire.read(body, Problem.class).detail();
    } catch (DamagedException other) {
      return "the builder answers " + answer.getStatus().getCode();
    }
  }
}

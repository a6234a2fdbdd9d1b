package dev.aviary.monitor.link;

import dev.aviary.contract.http.AdminToken;
import dev.aviary.contract.http.Problem;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Wire;
import dev.aviary.monitor.loop.Reach;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the builder do what a link says. */
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

  /** What the builder said. */
  sealed interface Result {
    record Taken() implements Result {}

    /** As things are it cannot be done. */
    record Refused(String reason) implements Result {}

    /** It does not answer, or cannot do anything now; perhaps it did it. */
    record Away() implements Result {}
  }

  /** The same link asked again is done once: its hash is the request's {@code Idempotency-Key}. */
  Result ask(Link link) {
    var wish = new BuilderApi.Wish("by the link in the mail " + link.mail(), link.deployment());
    try {
      builder.change("Bearer " + token.sent(), link.hash(), link.app(), link.action().id(), wish);
      reach.held();
      return new Result.Taken();
    } catch (HttpClientResponseException answer) {
      if (answer.getStatus().getCode() >= SERVER_ERROR) {
        reach.lost(answer);
        return new Result.Away();
      }
      reach.held();
      return new Result.Refused(reason(answer));
    } catch (HttpClientException away) {
      reach.lost(away);
      return new Result.Away();
    }
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

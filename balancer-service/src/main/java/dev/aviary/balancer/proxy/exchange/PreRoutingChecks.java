package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.certificate.ChallengeAnswers;
import dev.aviary.balancer.client.ClientLimiter;
import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.MaxForwards;
import dev.aviary.balancer.http.RefusalPage;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestId;
import dev.aviary.balancer.http.Via;
import dev.aviary.balancer.http.VisitorRefusal;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is answered before a request is routed: the challenge of a certificate authority, more than
 * its client may send, loops, Max-Forwards, and what is asked without TLS.
 */
public final class PreRoutingChecks {
  private final ClientLimiter limiter;
  private final Via via;
  private final RandomGenerator random;
  private final ChallengePath challenges;
  private final HttpsRedirect redirect;

  public PreRoutingChecks(
      ClientLimiter limiter,
      Via via,
      RandomGenerator random,
      ChallengeAnswers challenges,
      HttpsRedirect redirect) {
    this.limiter = limiter;
    this.via = via;
    this.random = random;
    this.challenges = new ChallengePath(challenges);
    this.redirect = redirect;
  }

  Via via() {
    return via;
  }

  /** Gives the request its id; the balancer's own answer to it, or null when it goes on. */
  @Nullable FullHttpResponse answer(EntryPoint entryPoint, Peer peer, HttpRequest request) {
    HttpHeaders headers = request.headers();
    RequestId.assign(headers, peer.trusted(), random);
    FullHttpResponse challenge = entryPoint.isPlain() ? challenges.answer(request) : null;
    if (challenge != null) {
      return challenge;
    }
    VisitorRefusal refusal = refusal(entryPoint, peer, headers);
    if (refusal != null) {
      return RefusalPage.of(refusal);
    }
    FullHttpResponse own = MaxForwards.answer(request);
    return own == null && entryPoint.isPlain() ? redirect.answer(peer, request) : own;
  }

  private @Nullable VisitorRefusal refusal(EntryPoint entryPoint, Peer peer, HttpHeaders headers) {
    if (!entryPoint.withinRate(peer, headers) || !limiter.withinRate(peer, headers)) {
      return Refusals.TOO_MANY_REQUESTS;
    }
    return via.seen(headers) ? Refusals.LOOP : null;
  }
}

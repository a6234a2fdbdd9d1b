package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.client.ClientLimiter;
import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.MaxForwards;
import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.RefusalPage;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestId;
import dev.aviary.balancer.http.Via;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Checks a request before it is routed: rate of its client, loops, Max-Forwards. */
public final class PreRoutingChecks {
  private final ClientLimiter limiter;
  private final Via via;
  private final RandomGenerator random;

  public PreRoutingChecks(ClientLimiter limiter, Via via, RandomGenerator random) {
    this.limiter = limiter;
    this.via = via;
    this.random = random;
  }

  Via via() {
    return via;
  }

  /** Gives the request its id; the balancer's own answer to it, or null when it goes on. */
  @Nullable FullHttpResponse answer(EntryPoint entryPoint, Peer peer, HttpRequest request) {
    HttpHeaders headers = request.headers();
    RequestId.assign(headers, peer.trusted(), random);
    Refusal refusal = refusal(entryPoint, peer, headers);
    return refusal == null ? MaxForwards.answer(request) : RefusalPage.of(refusal);
  }

  private @Nullable Refusal refusal(EntryPoint entryPoint, Peer peer, HttpHeaders headers) {
    if (!entryPoint.withinRate(peer, headers) || !limiter.withinRate(peer, headers)) {
      return Refusals.TOO_MANY_REQUESTS;
    }
    return via.seen(headers) ? Refusals.LOOP : null;
  }
}

package dev.aviary.balancer.proxy;

import dev.aviary.balancer.client.Doorkeeper;
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

/** What is decided of a request before any app is thought of. */
final class Admission {
  private final Doorkeeper door;
  private final Via via;
  private final RandomGenerator random;

  Admission(Doorkeeper door, Via via, RandomGenerator random) {
    this.door = door;
    this.via = via;
    this.random = random;
  }

  Via via() {
    return via;
  }

  /** Names the request; the balancer's own answer to it, or null when it may go on. */
  @Nullable FullHttpResponse answer(Entrance entrance, Peer peer, HttpRequest request) {
    HttpHeaders headers = request.headers();
    RequestId.assign(headers, peer.trusted(), random);
    Refusal refusal = refusal(entrance, peer, headers);
    return refusal == null ? MaxForwards.answer(request) : RefusalPage.of(refusal);
  }

  private @Nullable Refusal refusal(Entrance entrance, Peer peer, HttpHeaders headers) {
    if (!entrance.mayAsk(peer, headers) || !door.mayAsk(peer, headers)) {
      return Refusals.TOO_MANY_REQUESTS;
    }
    return via.seen(headers) ? Refusals.LOOP : null;
  }
}

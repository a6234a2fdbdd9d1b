package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.access.AccessClaim;
import dev.aviary.balancer.access.Gate;
import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.route.LiveApp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether one request may pass, and whether it may get the canary. */
final class Admission {
  /** What an app asks for that checks who may use a name (RFC 8555, section 8.3). */
  private static final String CHALLENGE_PATH = "/.well-known/acme-challenge/[A-Za-z0-9_-]{1,200}";

  private static final String CHALLENGE_START = "/.well-known/acme-challenge/";

  private final ExchangeContext context;
  private final EntryPoint entryPoint;
  private final Peer peer;
  private final RequestHead head;
  private @Nullable AccessClaim claim;
  private boolean mayCanary;

  Admission(ExchangeContext context, EntryPoint entryPoint, Peer peer, RequestHead head) {
    this.context = context;
    this.entryPoint = entryPoint;
    this.peer = peer;
    this.head = head;
  }

  /** Whether a request that passed may get the canary. */
  boolean mayCanary() {
    return mayCanary;
  }

  /**
   * Decides. A request that may not get the canary is not refused: stable answers it.
   *
   * @param again called after {@code UNCHECKED}, once the password is compared; then this method is
   *     to be called once more
   */
  Gate.Result decide(LiveApp app, Runnable again) {
    List<Gate> gates = entryPoint.gates(app);
    Gate canary = entryPoint.canaryGate(app);
    mayCanary = canary == null;
    if ((gates.isEmpty() && canary == null) || challenge()) {
      return Gate.Result.PASSES;
    }
    for (Gate gate : gates) {
      Gate.Result result = result(gate, app, again);
      if (result != Gate.Result.PASSES) {
        return result;
      }
    }
    Gate.Result forCanary = canary == null ? Gate.Result.PASSES : result(canary, app, again);
    mayCanary = forCanary == Gate.Result.PASSES;
    return forCanary == Gate.Result.UNCHECKED ? forCanary : Gate.Result.PASSES;
  }

  private Gate.Result result(Gate gate, LiveApp app, Runnable again) {
    AccessClaim made = claim();
    Gate.Result result = gate.result(made);
    if (result != Gate.Result.UNCHECKED) {
      return result;
    }
    boolean begun = made.check(app.name(), context.loop().loop(), again);
    return begun ? result : Gate.Result.CROWDED;
  }

  /** Takes from the request what was for the gates alone. */
  void withhold(LiveApp app) {
    AccessClaim made = claim;
    if (made == null) {
      return;
    }
    entryPoint.gates(app).forEach(gate -> gate.withhold(made, head.request().headers()));
    Gate canary = entryPoint.canaryGate(app);
    if (canary != null) {
      canary.withhold(made, head.request().headers());
    }
  }

  private AccessClaim claim() {
    if (claim == null) {
      claim = new AccessClaim(peer, head.request().headers(), context.passwords());
    }
    return claim;
  }

  /** An authority brings no password; the token has no character that a path could be led by. */
  private boolean challenge() {
    String target = head.request().uri();
    return target.startsWith(CHALLENGE_START) && target.matches(CHALLENGE_PATH);
  }
}

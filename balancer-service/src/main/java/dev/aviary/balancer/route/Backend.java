package dev.aviary.balancer.route;

import dev.aviary.contract.app.Member;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A container that requests are sent to, with what is known of it at this moment. */
public final class Backend {
  /** How long a container that refused a connection is passed over, where others can answer. */
  static final Duration SHUN = Duration.ofSeconds(2);

  private final Member member;
  private final InetSocketAddress address;
  private final Runnable onDrained;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean routed = true;
  private volatile long shunnedUntil = System.nanoTime();

  Backend(Member member, Runnable onDrained) {
    this.member = member;
    this.address = new InetSocketAddress(member.host(), member.port());
    this.onDrained = onDrained;
  }

  public Member member() {
    return member;
  }

  public InetSocketAddress address() {
    return address;
  }

  /**
   * A request chose this container. Called in the same task of the event loop that read the table,
   * so that whoever waits for all loops to pass has seen it.
   */
  public void enter() {
    inFlight.incrementAndGet();
  }

  /** The request needs the container no longer. */
  public void leave() {
    if (inFlight.decrementAndGet() == 0 && !routed) {
      onDrained.run();
    }
  }

  public int inFlight() {
    return inFlight.get();
  }

  /** Whether the table leads here; connections to a container without routes are not kept. */
  public boolean routed() {
    return routed;
  }

  void routed(boolean now) {
    routed = now;
  }

  /**
   * It did not take a connection.
   *
   * @param now {@link System#nanoTime()}
   */
  public void shun(long now) {
    shunnedUntil = now + SHUN.toNanos();
  }

  boolean shunned(long now) {
    return shunnedUntil - now > 0;
  }
}

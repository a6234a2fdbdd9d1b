package dev.aviary.balancer.route;

import dev.aviary.contract.app.Member;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A container that requests are sent to, with what is known of it at this moment. */
public final class Backend {
  private final Member member;
  private final InetSocketAddress address;
  private final Runnable onDrained;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Health health;
  private volatile boolean routed = true;
  private volatile boolean up;
  private volatile @Nullable String fault;

  Backend(Member member, EjectionSettings ejection, Runnable onDrained) {
    this.member = member;
    this.address = new InetSocketAddress(member.host(), member.port());
    this.onDrained = onDrained;
    this.health = new Health(ejection);
  }

  public Member member() {
    return member;
  }

  public InetSocketAddress address() {
    return address;
  }

  /**
   * Counts a request at this container. To be called in the same task of the event loop that read
   * the table: once every loop has passed a new table, all requests of the old one are counted.
   *
   * @param most requests in flight, because each needs a connection
   * @return false, and nothing is counted, when there are that many
   */
  public boolean enter(int most) {
    if (inFlight.incrementAndGet() <= most) {
      return true;
    }
    leave();
    return false;
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

  /** Whether it took a connection since this balancer knows it. */
  public boolean wasUp() {
    return up;
  }

  /** It took a connection. The first time, what failed before was its start, and is forgiven. */
  public void sawUp() {
    if (!up) {
      health.forget();
      up = true;
    }
  }

  /** What is wrong with its protocol, for its owner to see; null: nothing that is known. */
  public @Nullable String fault() {
    return fault;
  }

  /**
   * Sets what is wrong with its protocol.
   *
   * @return whether that is news
   */
  public boolean fault(@Nullable String now) {
    boolean news = !Objects.equals(fault, now);
    fault = now;
    return news;
  }

  /** Whether it should get requests. */
  public Health health() {
    return health;
  }
}

package dev.aviary.balancer.account;

import dev.aviary.balancer.data.Seat;
import dev.aviary.contract.app.Instance;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The name under which this balancer acknowledges. It is the same after a restart; two balancers of
 * one machine, while one follows the other, have different ones.
 */
@Singleton
public final class BalancerId {
  private final Seat seat;
  private final String machine;

  BalancerId(Instance instance, Seat seat) {
    this.seat = seat;
    this.machine = instance.name() + "-" + hostName();
  }

  /** The ids of this machine that no running balancer has. */
  public List<String> unused() {
    return seat.free().stream().map(this::of).toList();
  }

  private String of(int number) {
    return number == 1 ? machine : machine + "-" + number;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "balancer";
    }
  }

  @Override
  public String toString() {
    return of(seat.number());
  }
}

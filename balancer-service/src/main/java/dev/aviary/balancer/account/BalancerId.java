package dev.aviary.balancer.account;

import dev.aviary.contract.app.Instance;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name under which this balancer acknowledges. It is the same after a restart. */
@Singleton
public final class BalancerId {
  private final String id;

  BalancerId(Instance instance) {
    this.id = instance.name() + "-" + hostName();
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
    return id;
  }
}

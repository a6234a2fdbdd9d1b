package dev.aviary.balancer;

import dev.aviary.contract.testing.ServiceRunner;
import java.io.IOException;
import java.util.Map;

/**
 * Runs the balancer from an IDE. Visitors are served on 5001, slots on 49000 and the next ports,
 * the admin API is on 5002.
 */
public final class BalancerRunner {
  private BalancerRunner() {}

  public static void main(String[] args) throws IOException {
    ServiceRunner.prepare("balancer", Map.of("aviary.certificates.key", "0".repeat(64)));
    Main.main(args);
  }
}

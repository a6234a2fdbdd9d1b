package dev.aviary.contract.deployment;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Gives deployments their ids: they sort by time, and fit into container names and addresses. */
@Singleton
public final class DeploymentIds {
  private static final int RADIX = 36;
  private static final int TAILS = RADIX * RADIX * RADIX * RADIX * RADIX;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public DeploymentIds(InstantSource clock) {
    this.clock = clock;
  }

  /** 14 of a-z and 0-9, begun with a letter. */
  public String next() {
    String tail = Integer.toString(random.nextInt(TAILS), RADIX);
    return "d" + Long.toString(clock.millis(), RADIX) + "0".repeat(5 - tail.length()) + tail;
  }
}

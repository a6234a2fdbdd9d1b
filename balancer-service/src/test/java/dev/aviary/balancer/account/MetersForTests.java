package dev.aviary.balancer.account;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Meters that nobody scrapes. */
public final class MetersForTests {
  private MetersForTests() {}

  public static Meters make() {
    return new Meters(new SimpleMeterRegistry());
  }
}

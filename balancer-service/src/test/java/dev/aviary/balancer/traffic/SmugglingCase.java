package dev.aviary.balancer.traffic;

import java.util.Map;

/** What the tests of requests that two parties could read differently share. */
abstract class SmugglingCase extends TrafficCase {
  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.limits.body-bytes", 1_000, "aviary.deadlines.header", "4s");
  }
}

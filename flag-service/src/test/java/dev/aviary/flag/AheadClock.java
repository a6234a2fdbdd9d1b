package dev.aviary.flag;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/** The clock of a machine whose time is not that of others. */
@Factory
final class AheadClock {
  /** By how much it is ahead. */
  static final String AHEAD = "test.clock.ahead";

  @Singleton
  @Primary
  @Requires(property = AHEAD)
  InstantSource ahead(@Property(name = AHEAD) Duration ahead) {
    return Clock.offset(Clock.systemUTC(), ahead);
  }
}

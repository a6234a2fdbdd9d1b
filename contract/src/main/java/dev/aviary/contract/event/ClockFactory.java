package dev.aviary.contract.event;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

/** The wall clock. It labels; it never measures. */
@Factory
final class ClockFactory {
  @Singleton
  InstantSource clock() {
    return Clock.systemUTC();
  }
}

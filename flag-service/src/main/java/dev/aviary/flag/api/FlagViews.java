package dev.aviary.flag.api;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.flag.registry.Catalog;
import dev.aviary.flag.registry.Flag;
import dev.aviary.flag.registry.Registry;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.usage.Staleness;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/** Looks at flags. */
@Singleton
final class FlagViews {
  private final Registry registry;
  private final Staleness staleness;
  private final InstantSource clock;

  FlagViews(Registry registry, Staleness staleness, InstantSource clock) {
    this.registry = registry;
    this.staleness = staleness;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  boolean stale() {
    return registry.stale();
  }

  Catalog catalog() {
    if (!registry.known()) {
      throw new ProblemException(
          HttpStatus.SERVICE_UNAVAILABLE,
          "no flag is known yet: Redis has not answered since the start, and no snapshot is on"
              + " disk");
    }
    return registry.catalog();
  }

  FlagView get(FlagKey key) {
    Catalog catalog = catalog();
    Flag flag = catalog.find(key).orElseThrow(() -> unknown(key));
    return of(catalog, key, flag);
  }

  FlagView of(Catalog catalog, FlagKey key, Flag flag) {
    Instant now = now();
    return new FlagView(
        key,
        flag,
        catalog.rules().on(key, now.toEpochMilli()),
        stale(),
        staleness.lastEvaluated(key),
        staleness.reasons(key, flag, now));
  }

  static ProblemException unknown(FlagKey key) {
    return ProblemException.notFound(
        "there is no flag '%s'; create it: PUT /flags/%s {\"on\": true}".formatted(key, key));
  }
}

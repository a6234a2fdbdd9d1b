package dev.aviary.monitor.canary;

import dev.aviary.contract.app.Tolerance;
import io.micronaut.serde.annotation.Serdeable;

/**
 * Asks what would have happened to a canary deployment.
 *
 * @param tolerance with these settings; what is missing has its default
 */
@Serdeable
record Retrial(Tolerance tolerance) {
  Retrial {
    tolerance = tolerance == null ? Tolerance.DEFAULT : tolerance;
  }
}

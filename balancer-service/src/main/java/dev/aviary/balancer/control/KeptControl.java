package dev.aviary.balancer.control;

import dev.aviary.contract.route.Interruption;
import dev.aviary.contract.route.Split;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of an app last set.
 *
 * @param epoch of the control keys that held it
 */
@Serdeable
record KeptControl(String epoch, @Nullable Split split, @Nullable Interruption interruption) {
  KeptControl {
    epoch = epoch == null ? "" : epoch;
  }
}

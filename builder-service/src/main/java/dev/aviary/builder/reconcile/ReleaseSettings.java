package dev.aviary.builder.reconcile;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How release commands are run.
 *
 * @param deadline how long one may take, 1 second to 1 day
 */
@Context
@ConfigurationProperties("aviary.release-command")
record ReleaseSettings(@Bindable(defaultValue = "5m") Duration deadline) {
  ReleaseSettings {
    Check.range(
        deadline, Duration.ofSeconds(1), Duration.ofDays(1), "aviary.release-command.deadline");
  }
}

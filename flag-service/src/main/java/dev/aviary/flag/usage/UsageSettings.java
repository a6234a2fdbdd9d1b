package dev.aviary.flag.usage;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;

/**
 * How usage is kept, and after how long a flag is taken for stale.
 *
 * @param keep how often it is written to Redis
 * @param unused without an evaluation or a change; {@code AVIARY_FLAG_UNUSED}
 * @param constant with the same result; {@code AVIARY_FLAG_CONSTANT}
 */
@Context
@ConfigurationProperties("aviary.usage")
record UsageSettings(
    @Bindable(defaultValue = "60s") @NotNull Duration keep,
    @Bindable(defaultValue = "30d") @NotNull Duration unused,
    @Bindable(defaultValue = "30d") @NotNull Duration constant) {
  UsageSettings {
    positive(keep, "keep");
    positive(unused, "unused");
    positive(constant, "constant");
  }

  private static void positive(Duration time, String name) {
    Check.that(time.isPositive(), "aviary.usage." + name + " is more than nothing");
  }
}

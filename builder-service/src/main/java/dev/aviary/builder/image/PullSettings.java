package dev.aviary.builder.image;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/**
 * What an image that is pulled may cost.
 *
 * @param deadline how long it may take
 * @param limitMegabytes what is downloaded at most, MiB
 */
@Context
@ConfigurationProperties("aviary.pull")
record PullSettings(
    @Bindable(defaultValue = "15m") Duration deadline,
    @Bindable(defaultValue = "4096") @Min(1) @Max(1_048_576) int limitMegabytes) {
  long limitBytes() {
    return limitMegabytes * 1024L * 1024L;
  }
}

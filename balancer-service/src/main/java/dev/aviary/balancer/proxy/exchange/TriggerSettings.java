package dev.aviary.balancer.proxy.exchange;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;

/**
 * The port on which CI reaches the builder. It is the balancer's, because the process of the
 * builder can do all that Docker can.
 *
 * @param host address of the port
 * @param port the port that CI calls; {@code AVIARY_BUILDER_PORT}. 0: none
 * @param backendHost where the builder is: an address, or in a swarm a name; {@code
 *     AVIARY_BUILDER_HOST}
 * @param backendPort where it listens there; {@code AVIARY_BUILDER_TRIGGER_PORT}
 * @param requestsPerSecond requests of one client, in the long run; one more is answered 429
 * @param burst requests of one client that may come at once before that holds
 * @param answer from the end of a request to the head of its answer, 1 s to 1 h; then 504. Longer
 *     than a call of {@code /build?wait=true} may take
 */
@Context
@ConfigurationProperties("aviary.trigger")
public record TriggerSettings(
    @Bindable(defaultValue = "0.0.0.0") @NotBlank String host,
    @Bindable(defaultValue = "0") @Min(0) @Max(65_535) int port,
    @Bindable(defaultValue = "127.0.0.1") @NotBlank String backendHost,
    @Bindable(defaultValue = "42002") @Min(1) @Max(65_535) int backendPort,
    @Bindable(defaultValue = "5") @Min(1) @Max(100_000) int requestsPerSecond,
    @Bindable(defaultValue = "50") @Min(1) @Max(100_000) int burst,
    @Bindable(defaultValue = "16m") Duration answer) {

  public TriggerSettings {
    Check.range(answer, Duration.ofSeconds(1), Duration.ofHours(1), "aviary.trigger.answer");
  }
}

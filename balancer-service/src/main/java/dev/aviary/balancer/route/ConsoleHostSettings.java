package dev.aviary.balancer.route;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * Whether the monitor's console is reached from outside.
 *
 * @param host the host name that leads to it, over TLS alone; {@code AVIARY_CONSOLE_HOST}. Empty:
 *     none does
 * @param port of the monitor on loopback; {@code AVIARY_MONITOR_PORT}
 */
@Context
@ConfigurationProperties("aviary.console")
public record ConsoleHostSettings(
    @Bindable(defaultValue = "") String host,
    @Bindable(defaultValue = "5003") @Min(1) @Max(65_535) int port) {
  public ConsoleHostSettings {
    host = host.isEmpty() ? host : Check.host(host, "AVIARY_CONSOLE_HOST");
  }
}

package dev.aviary.monitor.console;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;

/**
 * The console as a whole.
 *
 * @param enabled whether there is one; {@code AVIARY_CONSOLE_ENABLED}
 * @param builder the builder's admin API
 * @param balancer the balancer's admin API
 * @param flags the flag service's API
 */
@Context
@ConfigurationProperties("aviary.console")
public record ConsoleSettings(
    @Bindable(defaultValue = "true") boolean enabled, URI builder, URI balancer, URI flags) {}

package dev.aviary.monitor.console;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The console as a whole.
 *
 * @param enabled whether there is one; {@code AVIARY_CONSOLE_ENABLED}
 */
@Context
@ConfigurationProperties("aviary.console")
public record ConsoleSettings(@Bindable(defaultValue = "true") boolean enabled) {}

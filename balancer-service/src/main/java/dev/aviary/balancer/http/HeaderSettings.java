package dev.aviary.balancer.http;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Which header fields of a request reach the apps.
 *
 * @param underscores whether names with {@code _} do, but for those that an app could take for a
 *     field of the balancer's; {@code AVIARY_UNDERSCORES_IN_HEADERS}
 */
@Context
@ConfigurationProperties("aviary.headers")
public record HeaderSettings(@Bindable(defaultValue = "false") boolean underscores) {}

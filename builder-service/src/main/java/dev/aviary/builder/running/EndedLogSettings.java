package dev.aviary.builder.running;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;

/**
 * Where what ended containers printed is kept.
 *
 * @param data the builder's folder
 */
@Context
@ConfigurationProperties("aviary.ended-logs")
record EndedLogSettings(@NotNull Path data) {}

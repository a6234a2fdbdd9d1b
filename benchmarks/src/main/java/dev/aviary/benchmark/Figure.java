package dev.aviary.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/**
 * One measured value: a line of {@code latest.json}.
 *
 * @param subject the case
 */
@Serdeable
public record Figure(
    @JsonProperty("case") String subject, String measure, double value, String unit) {}

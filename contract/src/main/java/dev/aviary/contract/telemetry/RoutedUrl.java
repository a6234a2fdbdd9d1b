package dev.aviary.contract.telemetry;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A URL that a balancer sends public requests to.
 *
 * @param share percent of the app's public requests, 0 to 100
 */
@Serdeable
public record RoutedUrl(String app, String slot, String release, String url, double share) {}

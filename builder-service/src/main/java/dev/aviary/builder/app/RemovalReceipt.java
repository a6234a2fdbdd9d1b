package dev.aviary.builder.app;

import io.micronaut.serde.annotation.Serdeable;

/** What who removes an app is told. */
@Serdeable
record RemovalReceipt(String app, String state, String next) {
  static RemovalReceipt of(String app) {
    return new RemovalReceipt(
        app, "removing", "it is gone when GET /apps/%s answers 404".formatted(app));
  }
}

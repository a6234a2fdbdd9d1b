package dev.aviary.builder.app;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;

/** The answer to a call that removes an app. */
@Serdeable
record RemovalReceipt(String app, String state, String next) {
  static RemovalReceipt of(String app, Optional<String> wait) {
    String waits = wait.map(why -> "it waits for " + why + "; ").orElse("");
    return new RemovalReceipt(
        app, "removing", waits + "it is gone when GET /apps/%s answers 404".formatted(app));
  }
}

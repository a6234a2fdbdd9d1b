package dev.aviary.builder.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Travis's config address answers, as far as it is needed. */
@Serdeable
record TravisConfig(@Nullable Config config) {

  /** The key, as PEM. */
  Optional<String> publicKey() {
    return Optional.ofNullable(config)
        .map(Config::notifications)
        .map(Notifications::webhook)
        .map(Webhook::publicKey);
  }

  @Serdeable
  record Config(@Nullable Notifications notifications) {}

  @Serdeable
  record Notifications(@Nullable Webhook webhook) {}

  @Serdeable
  record Webhook(@JsonProperty("public_key") @Nullable String publicKey) {}
}

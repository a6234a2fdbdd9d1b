package dev.aviary.contract.idempotency;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What a request was answered whose change was made.
 *
 * @param fingerprint of {@link IdempotentRequest}
 * @param status the answer's, 200 to 299
 * @param location where what was made is found, or null
 * @param body the answer's, JSON
 */
@Serdeable
public record CompletedRequest(
    String fingerprint, int status, @Nullable String location, String body) {
  public CompletedRequest {
    Check.text(fingerprint, "fingerprint");
    Check.range(status, 200, 299, "status");
    Check.text(body, "body");
  }
}

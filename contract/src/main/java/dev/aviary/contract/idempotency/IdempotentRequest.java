package dev.aviary.contract.idempotency;

import dev.aviary.contract.app.Check;

/**
 * A request that its client gave a key of its own, so that it can be sent again
 * (draft-ietf-httpapi-idempotency-key-header-07).
 *
 * @param service that is asked: each has keys of its own
 * @param id SHA-256 of the key, in hexadecimal digits
 * @param fingerprint SHA-256 of method, path and body, by which another request with the same key
 *     is told from the same one sent again
 */
public record IdempotentRequest(String service, String id, String fingerprint) {
  public IdempotentRequest {
    Check.text(service, "service");
    Check.text(id, "id");
    Check.text(fingerprint, "fingerprint");
  }
}

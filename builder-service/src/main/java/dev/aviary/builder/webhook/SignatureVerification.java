package dev.aviary.builder.webhook;

/** Whether a delivery comes from Travis. */
sealed interface SignatureVerification {

  /** Travis signed it. */
  record Genuine() implements SignatureVerification {}

  /** Travis did not sign it. */
  record Forged() implements SignatureVerification {}

  /** Not known: the key cannot be fetched. */
  record Unknown(String reason) implements SignatureVerification {}
}

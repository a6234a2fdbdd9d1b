package dev.aviary.builder.webhook;

/** Whether a delivery comes from Travis. */
sealed interface TravisSignature {

  /** Travis signed it. */
  record Genuine() implements TravisSignature {}

  /** Travis did not sign it. */
  record Forged() implements TravisSignature {}

  /** Not known: the key cannot be fetched. */
  record Unknown(String reason) implements TravisSignature {}
}

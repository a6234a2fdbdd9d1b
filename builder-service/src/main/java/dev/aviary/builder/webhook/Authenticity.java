package dev.aviary.builder.webhook;

/** Whether a delivery comes from Travis. */
sealed interface Authenticity {

  /** Travis signed it. */
  record Genuine() implements Authenticity {}

  /** Travis did not sign it. */
  record Forged() implements Authenticity {}

  /** Not known: the key cannot be fetched. */
  record Unknown(String reason) implements Authenticity {}
}

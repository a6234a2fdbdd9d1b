package dev.aviary.builder.webhook;

/** Whether a delivery comes from Travis. */
sealed interface Authenticity {

  /** Travis signed it. */
  record Genuine() implements Authenticity {}

  /** Travis did not sign it. */
  record Forged() implements Authenticity {}

  /** Nobody can say: the key cannot be had. */
  record Unknown(String reason) implements Authenticity {}
}

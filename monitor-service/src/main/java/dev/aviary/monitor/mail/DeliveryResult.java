package dev.aviary.monitor.mail;

import java.time.Duration;
import java.util.Map;

/** How a letter stands after it was sent to all its recipients that were due. */
sealed interface DeliveryResult {

  /**
   * All recipients that the server accepts have it, at least one.
   *
   * @param refused recipients that do not get it, and why
   */
  record Delivered(Map<String, String> refused) implements DeliveryResult {}

  /**
   * The letter is refused for good, and no recipient has it.
   *
   * @param reason the server's words
   */
  record SetAside(String reason) implements DeliveryResult {}

  /**
   * A recipient may still get it.
   *
   * @param pause how long to wait before that is tried
   * @param reason why it was not taken
   */
  record Again(Duration pause, String reason) implements DeliveryResult {}

  /** There is nothing to tell any more. */
  record Nothing() implements DeliveryResult {}

  /** There is no connection: no other letter gets through either. */
  record Away(String reason) implements DeliveryResult {}
}

package dev.aviary.flag.gateway;

import java.time.Instant;

/** Whether deployed apps can reach this service. */
sealed interface GatewayState {
  /** No address is known yet: the builder has made no network for apps. */
  record Unnamed() implements GatewayState {}

  record Listening(String address) implements GatewayState {}

  /**
   * The address cannot be listened at. It is tried again at every look.
   *
   * @param since when that was seen first
   */
  record Unbound(String address, String reason, Instant since) implements GatewayState {}
}

package dev.aviary.flag.ofrep;

import dev.aviary.flag.release.FlagCaller;

/** What the head of a request says of its client. */
sealed interface Claim {
  /** By what the requests of the client are counted. */
  String client();

  /**
   * A client that may ask: with a token that was seen before, or without one where none is needed.
   */
  record Known(FlagCaller asker, String client) implements Claim {}

  /** A token to be looked up in Redis. */
  record Unknown(String token, String client) implements Claim {}

  /** No token, where one is needed. */
  record Missing(String client) implements Claim {}
}

package dev.aviary.flag.ofrep;

import dev.aviary.flag.release.FlagCaller;

/** What is known of the client of a request. */
sealed interface Identity {
  record Known(FlagCaller asker) implements Identity {}

  /** The token that was sent is not known. */
  record Nobody() implements Identity {}

  /** The token was not seen before, and Redis, which may know it, is away. */
  record Unsettled() implements Identity {}
}

package dev.aviary.flag.ofrep;

import dev.aviary.flag.release.FlagCaller;

/** What is known of who asks. */
sealed interface Identity {
  record Known(FlagCaller asker) implements Identity {}

  /** Nobody has the token that was sent. */
  record Nobody() implements Identity {}

  /** The token was not seen before, and Redis, which may know it, is away. */
  record Unsettled() implements Identity {}
}

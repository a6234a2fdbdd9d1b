package dev.aviary.flag.ofrep;

import dev.aviary.flag.release.Asker;

/** What is known of whoever sent a request. */
sealed interface Identity {

  /** Somebody who may ask. */
  record Known(Asker asker) implements Identity {}

  /** Nobody has that token. */
  record Nobody() implements Identity {}

  /** The token was not seen before, and Redis, which knows all of them, cannot be reached. */
  record Unchecked() implements Identity {}
}

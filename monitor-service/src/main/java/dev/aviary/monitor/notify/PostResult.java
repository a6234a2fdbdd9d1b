package dev.aviary.monitor.notify;

import java.time.Duration;

/** What became of a message that was posted to a listener. */
sealed interface PostResult {

  /** It answered 2xx. */
  record Taken() implements PostResult {}

  /** It refuses the message for good: 4xx except 408, 425 and 429, and what leads elsewhere. */
  record Refused(String reason) implements PostResult {}

  /**
   * It may take it later.
   *
   * @param asked how long it wants to be left alone; zero: it did not say
   */
  record Later(String reason, Duration asked) implements PostResult {}
}

package dev.aviary.monitor.mail;

/** What became of one letter that was handed to the mail server for one recipient. */
sealed interface SendResult {

  /** The server has taken responsibility for it (RFC 5321, section 4.2.5). */
  record Taken() implements SendResult {}

  /**
   * The recipient is refused for good: this letter and any other.
   *
   * @param reason the server's words, or which extension it lacks
   */
  record RecipientRefused(String reason) implements SendResult {}

  /** The letter itself is refused for good: 5yz to DATA or to the end of the text. */
  record ContentRefused(String reason) implements SendResult {}

  /** The whole text was sent and no answer came: perhaps the server has it, perhaps not. */
  record Unconfirmed(String reason) implements SendResult {}

  /** The server has not taken this letter, and may later. */
  record Postponed(String reason) implements SendResult {}

  /** There is no connection: the server is away, not verified, or refuses the login. */
  record ServerAway(String reason) implements SendResult {}
}

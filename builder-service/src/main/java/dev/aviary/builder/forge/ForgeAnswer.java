package dev.aviary.builder.forge;

import java.time.Duration;

/** What came of a call to a forge. */
sealed interface ForgeAnswer {

  /** It was taken. */
  record Taken(String body) implements ForgeAnswer {}

  /**
   * It will not be taken, however often it is sent.
   *
   * @param reason for a person
   */
  record Refused(int status, String reason) implements ForgeAnswer {}

  /**
   * It may be taken later.
   *
   * @param pause that the forge asks for; zero: it says nothing
   */
  record Again(String reason, Duration pause) implements ForgeAnswer {}
}

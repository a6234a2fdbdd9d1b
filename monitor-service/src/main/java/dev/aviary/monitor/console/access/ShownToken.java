package dev.aviary.monitor.console.access;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;

/** The body of a sign-in. */
@Serdeable
record ShownToken(String token) {
  private static final int LONGEST = 500;

  ShownToken {
    Check.text(token, "token");
    Check.that(token.length() <= LONGEST, "token is longer than " + LONGEST + " characters");
  }

  @Override
  public String toString() {
    return "ShownToken[hidden]";
  }
}

package dev.aviary.builder.secret;

import dev.aviary.contract.seal.Sealing;

/** Seals of the tests of other packages. */
public final class Seals {
  private Seals() {}

  /**
   * One of its own key.
   *
   * @param digit a hexadecimal one
   */
  public static Sealing of(String digit) {
    return new Sealing(digit.repeat(64), "AVIARY_SECRETS_KEY");
  }
}

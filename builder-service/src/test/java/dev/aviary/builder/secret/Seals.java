package dev.aviary.builder.secret;

/** Seals of the tests of other packages. */
public final class Seals {
  private Seals() {}

  /**
   * One of its own key.
   *
   * @param digit a hexadecimal one
   */
  public static Sealing of(String digit) {
    return new Sealing(new SecretSettings(digit.repeat(64)));
  }
}

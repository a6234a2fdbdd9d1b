package dev.aviary.contract.seal;

/** A sealed value cannot be opened; it stays as it is. The message says what to do. */
public final class SealedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SealedException(String message) {
    super(message, null, false, false);
  }
}

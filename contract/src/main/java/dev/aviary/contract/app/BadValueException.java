package dev.aviary.contract.app;

/**
 * A given value is refused; the message says which one and what to give. A service answers it with
 * 400 and this message. Any other {@link IllegalArgumentException} is a fault of the service: 500,
 * and a line in its log.
 */
public final class BadValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public BadValueException(String message) {
    super(message);
  }

  public BadValueException(String message, Throwable cause) {
    super(message, cause);
  }
}

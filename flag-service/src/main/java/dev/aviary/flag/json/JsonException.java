package dev.aviary.flag.json;

/** Says that a text is no JSON, or too much of it, and where. */
public sealed class JsonException extends Exception permits TooManyValuesException {
  private static final long serialVersionUID = 1;

  private final String pointer;

  JsonException(String pointer, String detail) {
    super(detail, null, false, false);
    this.pointer = pointer;
  }

  /** A JSON pointer (RFC 6901) to the last value that was begun; empty is the whole text. */
  public String pointer() {
    return pointer;
  }

  /** What is wrong, for people. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}

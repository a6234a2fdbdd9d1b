package dev.aviary.flag.json;

/** Says that a text holds more values than are read. */
public final class TooManyValuesException extends JsonException {
  private static final long serialVersionUID = 1;

  TooManyValuesException(String pointer, int most) {
    super(pointer, "it has more than %,d values".formatted(most));
  }
}

package dev.aviary.flag.foreign;

import dev.aviary.flag.json.Pointer;

/** Says why a flag, or a whole file, cannot be translated, and where. */
public final class Untranslatable extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Pointer pointer;

  Untranslatable(Pointer pointer, String detail) {
    super(detail, null, false, false);
    this.pointer = pointer;
  }

  public Pointer pointer() {
    return pointer;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}

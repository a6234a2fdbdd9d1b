package dev.aviary.contract.testing;

/**
 * A file under {@code golden/} and what it means. The file says what older versions wrote: it is
 * never changed, only joined by others.
 */
public record Golden(String file, Object means) {

  /** What the file is read as: of a sealed type the interface, as the stores do. */
  Class<?> type() {
    Class<?> type = means.getClass();
    return type.isMemberClass() ? type.getEnclosingClass() : type;
  }

  @Override
  public String toString() {
    return file;
  }
}

package dev.aviary.contract.redis;

/**
 * A write that may be made {@linkplain AtomicWrite#once once} was made before: nothing was written.
 * It is an exception so that it ends the loops in which writers try again.
 */
public final class RepeatedWriteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RepeatedWriteException(String key) {
    super("was written before: " + key, null, false, false);
  }
}

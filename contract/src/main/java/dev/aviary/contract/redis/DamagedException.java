package dev.aviary.contract.redis;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a key holds is not what belongs there. */
public final class DamagedException extends UncheckedIOException {
  private static final long serialVersionUID = 1;

  /** What the key holds is not what belongs there. */
  public static DamagedException of(String key, RuntimeException why) {
    return new DamagedException(key + ": " + why.getMessage(), new IOException(why));
  }

  DamagedException(String message, IOException cause) {
    super(message, cause);
  }
}

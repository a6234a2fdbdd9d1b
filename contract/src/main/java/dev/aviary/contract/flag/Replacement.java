package dev.aviary.contract.flag;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Wire;

/** Adds to a write what makes the stored flags equal to the next ones, and nothing else. */
final class Replacement {
  private final AtomicWrite write;
  private final Wire wire;
  private boolean differs;

  Replacement(AtomicWrite write, Wire wire) {
    this.write = write;
    this.wire = wire;
  }

  /** Whether anything differs. */
  boolean of(StoredFlags stored, FlagSet next) {
    FlagSet before = stored.flags();
    next.flags()
        .forEach((key, flag) -> {
          if (!flag.equals(before.flags().get(key))) {
            define(key, flag);
          }
          plain(stored, key, flag.on());
        });
    before.flags().keySet().stream()
        .filter(key -> !next.flags().containsKey(key))
        .forEach(this::remove);
    return differs;
  }

  private void define(FlagKey key, Flag flag) {
    differs = true;
    write
        .set(Keys.flag(key.text()), wire.write(flag))
        .put(Keys.FLAGS, key.text(), Long.toString(flag.changed().revision()));
  }

  /** A value that is right already is left alone: it may have an expiry that somebody gave it. */
  private void plain(StoredFlags stored, FlagKey key, boolean on) {
    if (on && !stored.plainOn(key)) {
      differs = true;
      write.set(key.text(), StoredFlags.ON);
    } else if (!on && stored.plain().containsKey(key)) {
      differs = true;
      write.delete(key.text());
    }
  }

  private void remove(FlagKey key) {
    differs = true;
    write.delete(Keys.flag(key.text())).remove(Keys.FLAGS, key.text()).delete(key.text());
  }
}

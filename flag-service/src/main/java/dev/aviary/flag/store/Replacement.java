package dev.aviary.flag.store;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds to a write what makes the stored flags equal to the next ones, and nothing else. */
final class Replacement {
  private final AtomicWrite write;
  private final StoredFlags stored;
  private boolean differs;

  Replacement(AtomicWrite write, StoredFlags stored) {
    this.write = write;
    this.stored = stored;
  }

  /** Whether anything differs. */
  @SuppressWarnings("ReferenceEquality") // the same flags; those that are only equal are compared
  boolean with(FlagSet next) {
    FlagSet before = stored.flags();
    if (next == before) {
      // As at nearly every look: only plain keys can differ, and those that do were read.
      stored
          .plain()
          .keySet()
          .forEach(key -> next.find(key).ifPresent(flag -> define(key, flag, flag)));
      return differs;
    }
    next.flags().forEach((key, flag) -> define(key, before.flags().get(key), flag));
    before.flags().keySet().stream()
        .filter(key -> !next.flags().containsKey(key))
        .forEach(this::remove);
    if (!next.shared().equals(before.shared())) {
      differs = true;
      write.set(Keys.FLAGS_SHARED, next.shared());
    }
    return differs;
  }

  private void define(FlagKey key, @Nullable StoredFlag before, StoredFlag flag) {
    if (before == null || !before.document().equals(flag.document())) {
      differs = true;
      write.set(Keys.flag(key.text()), flag.document());
    }
    if (before == null || !before.note().equals(flag.note())) {
      differs = true;
      if (before != null) {
        write.expect(Keys.FLAGS, key.text(), before.note());
      }
      write.put(Keys.FLAGS, key.text(), flag.note());
    }
    plain(key, before, flag.isOn());
  }

  /** A value that is right already is left alone: it may have an expiry that was set on it. */
  private void plain(FlagKey key, @Nullable StoredFlag before, boolean on) {
    PlainKey found = found(key, before);
    if (found != null && (on ? found.on() : !found.present())) {
      return;
    }
    differs = true;
    if (on) {
      write.set(key.text(), PlainKey.ON);
    } else {
      write.delete(key.text());
    }
  }

  /** What the plain key is; null when it was not read. */
  private @Nullable PlainKey found(FlagKey key, @Nullable StoredFlag before) {
    PlainKey looked = stored.plain().get(key);
    if (looked != null || before == null || before.on() == null) {
      return looked;
    }
    return new PlainKey(Objects.requireNonNull(before.on()) ? PlainKey.ON : null);
  }

  private void remove(FlagKey key) {
    differs = true;
    write.delete(Keys.flag(key.text())).remove(Keys.FLAGS, key.text()).delete(key.text());
    write.remove(Keys.FLAGS_USAGE, key.text());
  }
}

package dev.aviary.flag.registry;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.flag.Flag;
import dev.aviary.contract.flag.FlagChange;
import dev.aviary.contract.flag.FlagKey;
import dev.aviary.contract.flag.FlagSet;
import dev.aviary.contract.flag.StoredFlags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The next state of all flags in the making, with the events that tell of it. It begins with what
 * Redis holds, or with what is known where Redis lost it, and what was done to plain keys by hand.
 */
final class Draft {
  private final FlagSet stored;
  private final long revision;
  private final Instant now;
  private final SortedMap<FlagKey, Flag> flags;
  private final List<Event> events = new ArrayList<>();

  private Draft(FlagSet stored, FlagSet base, Instant now) {
    this.stored = stored;
    this.revision = Math.max(stored.revision(), base.revision()) + 1;
    this.now = now;
    this.flags = new TreeMap<>(base.flags());
  }

  /**
   * @param known the flags in memory
   * @param found what Redis holds: when its revision is older than the one in memory, it lost some
   */
  static Draft of(FlagSet known, StoredFlags found, Instant now) {
    FlagSet stored = found.flags();
    boolean lost = stored.revision() < known.revision();
    Draft draft = new Draft(stored, lost ? known : stored, now);
    if (lost) {
      draft.record(
          Author.SERVICE,
          "flags-restored",
          null,
          "Redis held revision %d of the flags and memory %d; those in memory were written again"
              .formatted(stored.revision(), known.revision()));
    }
    found.byHand().forEach(draft::takeOver);
    return draft;
  }

  private void takeOver(FlagKey key, boolean on) {
    Flag flag = flags.get(key);
    if (flag == null || flag.on() != on) {
      write(key, on, flag == null ? null : flag.description(), Author.REDIS, done(flag, on));
    }
  }

  /** The flag as it would be written; nothing is written when it is already as wished. */
  Flag put(FlagKey key, boolean on, @Nullable String description, Author author) {
    Flag flag = flags.get(key);
    String text =
        description == null && flag != null ? flag.description() : blankToNull(description);
    if (flag != null && flag.on() == on) {
      return Objects.equals(flag.description(), text)
          ? flag
          : write(key, on, text, author, "described anew");
    }
    return write(key, on, text, author, done(flag, on));
  }

  Optional<Flag> toggle(FlagKey key, Author author) {
    return Optional.ofNullable(flags.get(key))
        .map(flag -> put(key, !flag.on(), flag.description(), author));
  }

  /** Whether there was such a flag. */
  boolean remove(FlagKey key, Author author) {
    boolean removed = flags.remove(key) != null;
    if (removed) {
      record(author, "flag-removed", key, author.why("removed"));
    }
    return removed;
  }

  boolean has(FlagKey key) {
    return flags.containsKey(key);
  }

  FlagSet flags() {
    return flags.equals(stored.flags()) ? stored : new FlagSet(revision, flags);
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  private Flag write(
      FlagKey key, boolean on, @Nullable String description, Author author, String done) {
    Flag flag = Flag.of(on, description, new FlagChange(revision, now, author.by()));
    flags.put(key, flag);
    record(author, "flag-changed", key, author.why(done));
    return flag;
  }

  private void record(Author author, String what, @Nullable FlagKey key, String why) {
    events.add(new Event(now, author.by(), what, null, key == null ? null : key.text(), why));
  }

  private static String done(@Nullable Flag before, boolean on) {
    String state = on ? "on" : "off";
    return before == null ? "created, " + state : "turned " + state;
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}

package dev.aviary.flag.store;

import dev.aviary.contract.app.Check;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What Redis holds of flags, read in one step.
 *
 * @param flags those that can be read; where the revision of all is damaged, theirs is the highest
 *     that the index says of one
 * @param revision the revision of all flags as it was found; blank when there is none
 * @param plain the plain keys that are not as the flags note them, because they were changed by
 *     hand; and those that were asked for and belong to no flag. All others are as noted.
 * @param killsToldText until when the end of every kill has been told, as it was found; blank when
 *     that is not said
 * @param damaged fields of the index that are no flags, and why, for people
 * @param at when it was read, by Redis' clock
 */
public record StoredFlags(
    FlagSet flags,
    String revision,
    SortedMap<FlagKey, PlainKey> plain,
    String killsToldText,
    SortedMap<String, String> damaged,
    Instant at) {
  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,15}");

  public StoredFlags {
    Check.present(flags, "flags");
    Check.present(revision, "revision");
    Check.present(killsToldText, "kills told");
    plain = Collections.unmodifiableSortedMap(new TreeMap<>(plain));
    damaged = Collections.unmodifiableSortedMap(new TreeMap<>(damaged));
  }

  /** Of which nothing is damaged. */
  public StoredFlags(FlagSet flags, SortedMap<FlagKey, PlainKey> plain, Instant at) {
    this(
        flags,
        flags.revision() == 0 ? "" : Long.toString(flags.revision()),
        plain,
        "",
        new TreeMap<>(),
        at);
  }

  /** Whether the revision of all flags is another text than the number that stands for it. */
  public boolean isRevisionDamaged() {
    return !revision.isEmpty() && !revision.equals(Long.toString(flags.revision()));
  }

  /** Until when the end of every kill has been told; nothing when that is not said. */
  public Optional<Instant> killsTold() {
    return MILLIS.matcher(killsToldText).matches()
        ? Optional.of(Instant.ofEpochMilli(Long.parseLong(killsToldText)))
        : Optional.empty();
  }
}

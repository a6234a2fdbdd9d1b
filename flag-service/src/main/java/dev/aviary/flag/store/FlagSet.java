package dev.aviary.flag.store;

import dev.aviary.contract.app.Check;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All flags at one revision; immutable.
 *
 * @param revision rises by one with every change of any flag; 0: no flag was ever written
 * @param shared JSON of what all flags share; blank when they share nothing
 */
public record FlagSet(long revision, SortedMap<FlagKey, StoredFlag> flags, String shared) {
  public static final FlagSet NONE = new FlagSet(0, new TreeMap<>(), "");

  public FlagSet {
    Check.that(revision >= 0, "a revision is never negative");
    flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
    Check.present(shared, "shared");
  }

  public Optional<StoredFlag> find(FlagKey key) {
    return Optional.ofNullable(flags.get(key));
  }
}

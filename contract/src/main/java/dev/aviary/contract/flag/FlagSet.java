package dev.aviary.contract.flag;

import dev.aviary.contract.app.Check;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All flags at one revision; immutable.
 *
 * @param revision rises by one with every change of any flag; 0: no flag was ever written
 */
public record FlagSet(long revision, SortedMap<FlagKey, Flag> flags) {
  public static final FlagSet NONE = new FlagSet(0, new TreeMap<>());

  public FlagSet {
    Check.that(revision >= 0, "a revision is never negative");
    flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
  }

  public Optional<Flag> find(FlagKey key) {
    return Optional.ofNullable(flags.get(key));
  }
}

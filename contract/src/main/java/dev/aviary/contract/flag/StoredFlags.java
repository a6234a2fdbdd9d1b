package dev.aviary.contract.flag;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Redis holds of flags, read in one step.
 *
 * @param plain the plain keys that are not as the flags note them, because somebody changed them by
 *     hand; and those that were asked for and belong to no flag. All others are as noted.
 */
public record StoredFlags(FlagSet flags, SortedMap<FlagKey, PlainKey> plain) {
  public StoredFlags {
    plain = Collections.unmodifiableSortedMap(new TreeMap<>(plain));
  }
}

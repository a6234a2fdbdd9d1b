package dev.aviary.contract.flag;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Redis holds of flags, read in one step.
 *
 * @param flags the definitions
 * @param plain the values of the plain keys that were looked at; a key that is missing has none
 */
public record StoredFlags(FlagSet flags, SortedMap<FlagKey, String> plain) {
  /** The plain value of a flag that is on. Every other value, and none, is off. */
  public static final String ON = "true";

  public StoredFlags {
    plain = Collections.unmodifiableSortedMap(new TreeMap<>(plain));
  }

  public boolean plainOn(FlagKey key) {
    return ON.equals(plain.get(key));
  }

  /**
   * What somebody did to the plain keys: those that say otherwise than their definition, and those
   * that are on without one. Our own writes change both in one step and never show here.
   */
  public Map<FlagKey, Boolean> byHand() {
    var changed = new TreeMap<FlagKey, Boolean>();
    flags
        .flags()
        .forEach((key, flag) -> {
          if (flag.on() != plainOn(key)) {
            changed.put(key, plainOn(key));
          }
        });
    for (FlagKey key : plain.keySet()) {
      if (plainOn(key) && !flags.flags().containsKey(key)) {
        changed.put(key, true);
      }
    }
    return changed;
  }
}

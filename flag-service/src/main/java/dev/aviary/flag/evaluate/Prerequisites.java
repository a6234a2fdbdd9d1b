package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.Prerequisite;
import dev.aviary.flag.json.Pointer;
import dev.aviary.flag.store.FlagKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Checks prerequisites: the flag and its variant exist, and no flag waits for itself. */
final class Prerequisites {
  /** Most flags that may depend on one another in a row. */
  static final int DEPTH = 10;

  private final SortedMap<FlagKey, FlagDocument> flags;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<FlagKey, Integer> depths = new HashMap<>();
  private final Set<FlagKey> path = new HashSet<>();

  private final Set<FlagKey> unreadable;

  private Prerequisites(SortedMap<FlagKey, FlagDocument> flags, Set<FlagKey> unreadable) {
    this.flags = flags;
    this.unreadable = unreadable;
  }

  /**
   * All faults, placed as in a {@code flags.json}.
   *
   * @param unreadable flags that are there, of which nothing else is known
   */
  static List<Fault> check(SortedMap<FlagKey, FlagDocument> flags, Set<FlagKey> unreadable) {
    Prerequisites check = new Prerequisites(flags, unreadable);
    flags.keySet().forEach(check::depth);
    return check.faults;
  }

  /** The length of the longest row of prerequisites behind a flag. */
  private int depth(FlagKey key) {
    Integer known = depths.get(key);
    if (known != null) {
      return known;
    }
    path.add(key);
    int depth = 0;
    List<Prerequisite> wanted = extras(key).prerequisites();
    for (int i = 0; i < wanted.size(); i++) {
      Pointer place = Rules.place(key).to(FlagDocument.EXTRAS).to("prerequisites").to(i);
      Prerequisite prerequisite = wanted.get(i);
      FlagDocument flag = flags.get(prerequisite.flag());
      if (unreadable.contains(prerequisite.flag())) {
        continue;
      }
      if (flag == null) {
        fault(place.to("flag"), "there is no flag '%s'".formatted(prerequisite.flag()));
      } else if (flag.definition().variants().get(prerequisite.variant()) == null) {
        fault(
            place.to("variant"),
            "'%s' has no variant '%s'".formatted(prerequisite.flag(), prerequisite.variant()));
      } else if (path.contains(prerequisite.flag())) {
        fault(
            place.to("flag"),
            "'%s' depends on '%s': they go in a circle".formatted(prerequisite.flag(), key));
      } else if (path.size() <= DEPTH) {
        depth = Math.max(depth, depth(prerequisite.flag()) + 1);
      }
      if (path.size() > DEPTH || depth > DEPTH) {
        fault(place, "more than %d flags depend on one another in a row".formatted(DEPTH));
        break;
      }
    }
    path.remove(key);
    depths.put(key, Math.min(depth, DEPTH));
    return depth;
  }

  private AviaryMembers extras(FlagKey key) {
    FlagDocument flag = flags.get(key);
    return flag == null ? AviaryMembers.NONE : flag.extras();
  }

  private void fault(Pointer place, String detail) {
    faults.add(new Fault(place, detail));
  }
}

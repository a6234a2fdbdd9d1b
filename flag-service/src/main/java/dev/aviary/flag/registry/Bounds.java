package dev.aviary.flag.registry;

import dev.aviary.contract.flag.FlagKey;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.json.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How much there can be of flags: memory and Redis are shared. */
final class Bounds {
  /** Characters of one flag's JSON. */
  static final int FLAG = 100_000;

  /** Bytes of the largest export: those of the largest body, so that it can be imported again. */
  static final int ALL = 1_000_000;

  private Bounds() {}

  /**
   * @param changed the flags that were not checked before
   */
  static List<Fault> check(FlagFile file, Set<FlagKey> changed) {
    List<Fault> faults = new ArrayList<>();
    Pointer place = Pointer.ROOT.to(FlagFile.FLAGS);
    for (FlagKey key : changed) {
      FlagDocument flag = file.flags().get(key);
      int length = flag == null ? 0 : flag.json().toString().length();
      if (length > FLAG) {
        String detail = "the flag has %,d characters; %,d are the most".formatted(length, FLAG);
        faults.add(new Fault(place.to(key.text()), detail));
      }
    }
    int all = file.json(true).toString().getBytes(StandardCharsets.UTF_8).length;
    if (all > ALL) {
      faults.add(
          new Fault(
              place,
              "all flags together would have %,d bytes; %,d are the most: remove some that nobody needs"
                  .formatted(all, ALL)));
    }
    return faults;
  }
}

package dev.aviary.flag.evaluate;

import dev.aviary.contract.flag.FlagKey;
import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What is wrong with flags that can each be read: their rules, and what they want of each other.
 */
public final class Rules {
  /** So many flags there can be. */
  public static final int FLAGS = 5_000;

  private Rules() {}

  /**
   * All faults of a set of flags.
   *
   * @return places in a {@code flags.json}: {@code /flags/<key>/targeting/...}, {@code
   *     /flags/<key>/aviary/prerequisites/0}, {@code /$evaluators/<name>/...}
   */
  public static List<Fault> check(SortedMap<FlagKey, FlagDocument> flags, FlagSetDocument shared) {
    List<Fault> faults = new ArrayList<>(size(flags));
    Evaluators evaluators = new Evaluators(shared.evaluators(), false);
    faults.addAll(evaluators.faults());
    flags.forEach((key, flag) -> faults.addAll(rule(flag, evaluators, place(key))));
    faults.addAll(Prerequisites.check(flags));
    return List.copyOf(new TreeSet<>(faults));
  }

  /**
   * The faults that a change of one flag causes, of which all others were checked before.
   *
   * @param changed the flag that was written, or removed
   * @param flags all flags after the change
   * @return places in the document of the changed flag; what others want of it has no place there
   */
  public static List<Fault> check(
      FlagKey changed, SortedMap<FlagKey, FlagDocument> flags, FlagSetDocument shared) {
    List<Fault> faults = new ArrayList<>(size(flags));
    FlagDocument flag = flags.get(changed);
    if (flag != null) {
      Evaluators evaluators = new Evaluators(shared.evaluators(), false);
      faults.addAll(rule(flag, evaluators, Pointer.ROOT));
    }
    Pointer own = place(changed);
    for (Fault fault : Prerequisites.check(flags)) {
      faults.add(
          own.holds(fault.pointer())
              ? new Fault(fault.pointer().from(own), fault.detail())
              : new Fault(Pointer.ROOT, "another flag, " + fault));
    }
    return List.copyOf(new TreeSet<>(faults));
  }

  /** Where a flag stands in a {@code flags.json}. */
  public static Pointer place(FlagKey key) {
    return Pointer.ROOT.to(FlagFile.FLAGS).to(key.text());
  }

  private static List<Fault> size(SortedMap<FlagKey, FlagDocument> flags) {
    return flags.size() <= FLAGS
        ? List.of()
        : List.of(
            new Fault(
                Pointer.ROOT.to(FlagFile.FLAGS),
                "there are %,d flags; %,d are the most".formatted(flags.size(), FLAGS)));
  }

  private static List<Fault> rule(FlagDocument flag, Evaluators evaluators, Pointer place) {
    RuleCompiler compiler = new RuleCompiler(evaluators);
    flag.definition()
        .targeting()
        .ifPresent(rule -> compiler.rule(rule, place.to(Definition.TARGETING)));
    return compiler.faults();
  }
}

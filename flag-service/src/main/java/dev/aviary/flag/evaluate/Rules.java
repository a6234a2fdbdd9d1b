package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import dev.aviary.flag.store.FlagKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks flags that can each be read: their rules, and their prerequisites. Places are those of a
 * {@code flags.json}, or of one flag.
 */
public final class Rules {
  /** Most flags. */
  public static final int FLAGS = 5_000;

  private static final Pointer TARGETING = Pointer.ROOT.to(Definition.TARGETING);

  private Rules() {}

  /** The place of a flag in a {@code flags.json}. */
  public static Pointer place(FlagKey key) {
    return Pointer.ROOT.to(FlagFile.FLAGS).to(key.text());
  }

  /** The flag that has the fault; nothing: the fault is outside of all flags. */
  public static Optional<FlagKey> flag(Fault fault) {
    String[] names = fault.pointer().text().split("/", 4);
    return names.length > 2 && names[1].equals(FlagFile.FLAGS)
        ? FlagKey.of(names[2])
        : Optional.empty();
  }

  /** Checks what flags share; places as {@code /$evaluators/<name>/...}. */
  public static Review shared(FlagSetDocument shared) {
    Evaluators evaluators = new Evaluators(shared.evaluators());
    List<Fault> faults = new ArrayList<>(evaluators.faults());
    List<Fault> warnings = new ArrayList<>();
    SchemaReview review = new SchemaReview(faults, warnings);
    shared
        .evaluators()
        .members()
        .forEach((name, rule) -> review.rule(rule, Evaluators.PLACE.to(name), false));
    return new Review(faults, warnings);
  }

  /** Checks the rule of a flag, whatever else is wrong with the flag; places in the flag. */
  public static Review rule(ObjectNode flag, FlagSetDocument shared) {
    if (!(flag.get(Definition.TARGETING) instanceof ObjectNode rule) || rule.members().isEmpty()) {
      return Review.NONE;
    }
    Evaluators evaluators = new Evaluators(shared.evaluators());
    RuleCompiler compiler = new RuleCompiler(evaluators);
    compiler.rule(rule, TARGETING);
    Json variants = flag.get(Definition.VARIANTS);
    return review(
        rule, variants instanceof ObjectNode names ? names : null, evaluators, compiler.faults());
  }

  /**
   * @param variants null: they are not known
   * @param compiled the faults that the compiler found
   */
  static Review review(
      ObjectNode rule, @Nullable ObjectNode variants, Evaluators evaluators, List<Fault> compiled) {
    List<Fault> faults = new ArrayList<>(compiled);
    List<Fault> warnings = new ArrayList<>();
    new SchemaReview(faults, warnings).rule(rule, TARGETING, false);
    if (variants != null) {
      new VariantReview(variants, evaluators, faults, warnings, false).result(rule, TARGETING);
    }
    return new Review(faults, warnings);
  }

  /**
   * Checks the number of flags, and their prerequisites.
   *
   * @param unreadable flags whose definition is wrong: prerequisites on them are not checked
   */
  public static List<Fault> references(
      SortedMap<FlagKey, FlagDocument> flags, Set<FlagKey> unreadable) {
    List<Fault> faults = new ArrayList<>();
    if (flags.size() > FLAGS) {
      faults.add(
          new Fault(
              Pointer.ROOT.to(FlagFile.FLAGS),
              "there are %,d flags; %,d are the most".formatted(flags.size(), FLAGS)));
    }
    faults.addAll(Prerequisites.check(flags, unreadable));
    return faults;
  }

  /** The same fault as the answer to a change of one flag tells it. */
  public static Fault seenFrom(FlagKey changed, Fault fault) {
    Pointer own = place(changed);
    if (own.holds(fault.pointer())) {
      return new Fault(fault.pointer().from(own), fault.detail());
    }
    boolean other = Pointer.ROOT.to(FlagFile.FLAGS).holds(fault.pointer());
    return other && fault.pointer().text().length() > FlagFile.FLAGS.length() + 1
        ? new Fault(Pointer.ROOT, "another flag, " + fault)
        : fault;
  }
}

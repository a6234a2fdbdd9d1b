package dev.aviary.flag.registry;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagReading;
import dev.aviary.flag.definition.Reading;
import dev.aviary.flag.definition.Schedule;
import dev.aviary.flag.evaluate.Review;
import dev.aviary.flag.evaluate.Rules;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.store.FlagKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is wrong with what a draft changes, at all stages: how it reads, its length, its
 * rules, what flags want of each other. Places are those of a {@code flags.json}.
 */
final class DraftReview {
  private final FlagSetDraft draft;
  private final Map<FlagKey, FlagReading> unreadable;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Fault> warnings = new ArrayList<>();

  private DraftReview(FlagSetDraft draft, Map<FlagKey, FlagReading> unreadable) {
    this.draft = draft;
    this.unreadable = unreadable;
  }

  /**
   * @param unreadable flags that were sent and are no flags, so that the draft has no such
   */
  static Review of(FlagSetDraft draft, Map<FlagKey, FlagReading> unreadable) {
    if (!draft.changed() && unreadable.isEmpty()) {
      return new Review(List.of(), List.of());
    }
    return new DraftReview(draft, unreadable).review();
  }

  private Review review() {
    SortedMap<FlagKey, FlagDocument> flags = draft.documents();
    Catalog base = draft.base();
    faults.addAll(
        Bounds.check(
            new Bounds.Contents(base.flags(), base.shared()),
            draft.contents(),
            draft.changedFlags()));
    boolean shared = !draft.shared().equals(draft.base().shared());
    if (shared) {
      add(Rules.shared(draft.shared()));
    }
    Ruleset rules = draft.rules();
    (shared ? flags.keySet() : draft.changedFlags())
        .stream()
            .filter(key -> shared || isAnother(key))
            .forEach(key -> add(rules.review(key).at(Rules.place(key))));
    unreadable.forEach(this::unreadable);
    faults.addAll(Rules.references(flags, unreadable.keySet()));
    return new Review(faults, warnings);
  }

  /** What was taken once can be killed, scheduled and described, whatever its rule is. */
  private boolean isAnother(FlagKey key) {
    return !definition(draft.find(key)).equals(definition(draft.base().find(key)));
  }

  private static Optional<Definition> definition(Optional<Flag> flag) {
    return flag.map(Flag::definition);
  }

  private void unreadable(FlagKey key, FlagReading flag) {
    if (flag.reading() instanceof Reading.Faulty<FlagDocument>(List<Fault> wrong)) {
      add(new Review(wrong, List.of()).at(Rules.place(key)));
    }
    add(Rules.rule(flag.members(), draft.shared()).at(Rules.place(key)));
    faults.addAll(wanted(key, flag));
  }

  /** What it wants of others, whatever else is wrong with it. */
  private List<Fault> wanted(FlagKey key, FlagReading flag) {
    AviaryMembers extras =
        new AviaryMembers(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            flag.prerequisites(),
            Schedule.ALWAYS,
            Optional.empty());
    var flags = new TreeMap<>(draft.documents());
    flags.put(key, new FlagDocument(Definition.switched(true), extras));
    return Rules.references(flags, unreadable.keySet()).stream()
        .filter(fault -> Rules.place(key).holds(fault.pointer()))
        .toList();
  }

  private void add(Review review) {
    faults.addAll(review.faults());
    warnings.addAll(review.warnings());
  }
}

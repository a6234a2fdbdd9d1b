package dev.aviary.flag.registry;

import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.store.FlagKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** The result of an edit. */
public sealed interface EditResult {

  /**
   * The edit is made; of a trial: it could be made.
   *
   * @param before all flags before
   * @param next all flags after, and what that changed; the same as before when nothing did
   * @param warnings what may fail of what was changed; places in a {@code flags.json}
   * @param refused flags that were left as they were, because they are wrong
   */
  record Done(
      Catalog before,
      CatalogChange next,
      List<Fault> warnings,
      SortedMap<FlagKey, List<Fault>> refused)
      implements EditResult {
    public Done {
      warnings = List.copyOf(warnings);
      refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }

    static Done of(Catalog before, CatalogChange next, FlagSetDraft draft) {
      return new Done(before, next, draft.review(Map.of()).warnings(), draft.refused());
    }
  }

  /** Nothing was changed. */
  sealed interface Unchanged extends EditResult {}

  /** There is no such flag. */
  record Missing() implements Unchanged {}

  /**
   * There was no such revision yet.
   *
   * @param newest of all flags
   */
  record Ahead(long newest) implements Unchanged {}

  /** The flag has no such revision. */
  record Forgotten() implements Unchanged {}

  /**
   * Another change came first.
   *
   * @param revision that it has now; nothing: it is not there
   */
  record Overtaken(OptionalLong revision) implements Unchanged {}

  /**
   * What was sent was read before another change, and would undo that.
   *
   * @param revision that it has now; nothing: it is not there
   */
  record Outdated(OptionalLong revision) implements Unchanged {}

  /** It was sent, and Redis did not answer in time: whether it was done is not known. */
  record Unanswered() implements Unchanged {}

  /** Others wrote in between each time that it was tried. */
  record Contended() implements Unchanged {}

  /**
   * The result would not be a flag, or not go with the others.
   *
   * @param faults one or more
   */
  record Wrong(List<Fault> faults) implements Unchanged {
    public Wrong {
      faults = List.copyOf(faults);
    }

    static Wrong at(String pointer, String detail) {
      return new Wrong(List.of(new Fault(new dev.aviary.flag.json.Pointer(pointer), detail)));
    }
  }
}

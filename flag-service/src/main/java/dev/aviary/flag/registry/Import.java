package dev.aviary.flag.registry;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagFileReading;
import dev.aviary.flag.definition.FlagReading;
import dev.aviary.flag.definition.Reading;
import dev.aviary.flag.evaluate.Review;
import dev.aviary.flag.evaluate.Rules;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.store.FlagKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file of flags that replaces all there are: as a whole, or without those of its flags that are
 * wrong, which then stay as they were.
 */
final class Import {
  private final FlagFileReading file;
  private final FlagSetDraft draft;
  private final Author author;
  private final Map<FlagKey, FlagReading> unreadable = new LinkedHashMap<>();
  private final SortedMap<FlagKey, List<Fault>> refused = new TreeMap<>();

  private Import(FlagFileReading file, FlagSetDraft draft, Author author) {
    this.file = file;
    this.draft = draft;
    this.author = author;
  }

  /**
   * @param partial whether flags that are wrong are left out; otherwise they refuse the file
   */
  static Optional<EditResult.Unchanged> into(
      FlagSetDraft draft, FlagFileReading file, boolean partial, Author author) {
    return new Import(file, draft, author).run(partial);
  }

  private Optional<EditResult.Unchanged> run(boolean partial) {
    draft.documents().keySet().stream()
        .filter(key -> !file.flags().containsKey(key))
        .forEach(key -> draft.remove(key, author));
    if (file.faults().isEmpty()) {
      draft.share(file.shared(), author);
    }
    file.flags().forEach(this::put);
    List<Fault> faults = faults();
    while (partial && file.faults().isEmpty() && leaveOut()) {
      faults = faults();
    }
    boolean nothingLeft = !refused.isEmpty() && refused.size() == file.flags().size();
    if (!faults.isEmpty() || nothingLeft) {
      refused.values().forEach(faults::addAll);
      return Optional.of(new EditResult.Wrong(faults.stream().sorted().toList()));
    }
    draft.refuse(refused);
    return Optional.empty();
  }

  private void put(FlagKey key, FlagReading flag) {
    switch (flag.reading()) {
      case Reading.Read<FlagDocument>(FlagDocument document) -> kept(key, flag, document);
      case Reading.Faulty<FlagDocument> _ -> unreadable.put(key, flag);
    }
  }

  /** A flag that the file gives without extras keeps those that it has. */
  private void kept(FlagKey key, FlagReading flag, FlagDocument document) {
    Optional<Flag> before = draft.find(key);
    AviaryMembers extras = before.map(each -> each.document().extras()).orElse(AviaryMembers.NONE);
    if (extras.isEmpty() || !document.extras().isEmpty()) {
      draft.put(key, document, author);
      return;
    }
    ObjectNode both = document.json().with(FlagDocument.EXTRAS, extras.json());
    switch (FlagDocument.read(both)) {
      case Reading.Read<FlagDocument>(FlagDocument read) -> draft.put(key, read, author);
      case Reading.Faulty<FlagDocument> wrong ->
          unreadable.put(key, new FlagReading(flag.place(), both, wrong));
    }
  }

  private List<Fault> faults() {
    Review review = draft.review(unreadable);
    List<Fault> faults = new ArrayList<>(file.faults());
    review.faults().forEach(fault -> faults.add(placed(fault)));
    return faults;
  }

  private Fault placed(Fault fault) {
    return Rules.flag(fault).map(key -> file.placed(key, fault)).orElse(fault);
  }

  /**
   * Leaves out the flags that are wrong.
   *
   * @return false: nothing is left to leave out
   */
  private boolean leaveOut() {
    Map<FlagKey, List<Fault>> wrong = new TreeMap<>();
    for (Fault fault : draft.review(unreadable).faults()) {
      Rules.flag(fault)
          .filter(key -> file.flags().containsKey(key) && !refused.containsKey(key))
          .ifPresent(key -> wrong.computeIfAbsent(key, _ -> new ArrayList<>()).add(placed(fault)));
    }
    wrong.forEach((key, own) -> {
      refused.put(key, own);
      unreadable.remove(key);
      draft.revert(key);
    });
    return !wrong.isEmpty();
  }
}

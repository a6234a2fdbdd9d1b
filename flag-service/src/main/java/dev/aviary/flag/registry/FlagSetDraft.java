package dev.aviary.flag.registry;

import dev.aviary.contract.event.Difference;
import dev.aviary.contract.event.Event;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagReading;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.evaluate.Review;
import dev.aviary.flag.evaluate.Rules;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.store.FlagChange;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.FlagRevision;
import dev.aviary.flag.store.FlagSet;
import dev.aviary.flag.store.StoredFlag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The next state of all flags while it is edited. Not to be shared by threads. */
final class FlagSetDraft {
  /** More changed flags than this are one event: a large import leaves room in the timeline. */
  static final int MOST_EVENTS = 20;

  private final Catalog base;
  private final long revision;
  private final Instant now;
  private final SortedMap<FlagKey, Flag> flags;
  private final Map<FlagKey, Author> authors = new LinkedHashMap<>();
  private final Map<Author, FlagChange> made = new HashMap<>();
  private final List<Event> events = new ArrayList<>();
  private FlagSetDocument shared;
  private @Nullable Author sharer;
  private @Nullable SortedMap<FlagKey, FlagDocument> documents;
  private @Nullable Ruleset rules;
  private @Nullable Review review;
  private SortedMap<FlagKey, List<Fault>> refused = new TreeMap<>();

  /**
   * @param revision that of whatever changes
   */
  FlagSetDraft(Catalog base, long revision, Instant now) {
    this.base = base;
    this.revision = revision;
    this.now = now;
    this.flags = new TreeMap<>(base.flags());
    this.shared = base.shared();
  }

  Instant now() {
    return now;
  }

  Catalog base() {
    return base;
  }

  Optional<Flag> find(FlagKey key) {
    return Optional.ofNullable(flags.get(key));
  }

  SortedMap<FlagKey, FlagDocument> documents() {
    SortedMap<FlagKey, FlagDocument> all = documents;
    if (all == null) {
      all = Collections.unmodifiableSortedMap(Catalog.documents(flags));
      documents = all;
    }
    return all;
  }

  Bounds.Contents contents() {
    return new Bounds.Contents(flags, shared);
  }

  FlagSetDocument shared() {
    return shared;
  }

  /** Writes the flag; nothing happens when it is like that already. */
  void put(FlagKey key, FlagDocument document, Author author) {
    Flag before = flags.get(key);
    if (before == null || !before.document().equals(document)) {
      flags.put(key, new Flag(document, change(author)));
      authors.put(key, author);
      differs();
    }
  }

  /** One for all flags of an author. */
  private FlagChange change(Author author) {
    return made.computeIfAbsent(
        author, _ -> new FlagChange(revision, now, author.by(), author.reason()));
  }

  void remove(FlagKey key, Author author) {
    if (flags.remove(key) != null) {
      authors.put(key, author);
      differs();
    }
  }

  /** Leaves the flag as it was. */
  void revert(FlagKey key) {
    base.find(key).ifPresentOrElse(flag -> flags.put(key, flag), () -> flags.remove(key));
    authors.remove(key);
    differs();
  }

  private void differs() {
    documents = null;
    rules = null;
    review = null;
  }

  /** The rules of all flags as they are now. */
  Ruleset rules() {
    Ruleset compiled = rules;
    if (compiled == null) {
      compiled = base.rules().next(revision, documents(), shared);
      rules = compiled;
    }
    return compiled;
  }

  /**
   * What is wrong with the changes so far.
   *
   * @param unreadable flags that were sent and are no flags
   */
  Review review(Map<FlagKey, FlagReading> unreadable) {
    Review known = unreadable.isEmpty() ? review : null;
    if (known == null) {
      known = DraftReview.of(this, unreadable);
      review = unreadable.isEmpty() ? known : null;
    }
    return known;
  }

  /** Why it cannot be written; nothing when it can. */
  Optional<EditResult.Unchanged> refusal() {
    List<Fault> faults = review(Map.of()).faults();
    return faults.isEmpty() ? Optional.empty() : Optional.of(new EditResult.Wrong(faults));
  }

  /** Flags that were sent, and are left as they were because they are wrong. */
  void refuse(SortedMap<FlagKey, List<Fault>> wrong) {
    refused = wrong;
  }

  SortedMap<FlagKey, List<Fault>> refused() {
    return refused;
  }

  void share(FlagSetDocument document, Author author) {
    var difference = Differences.between(shared.json(), document.json());
    if (!difference.isEmpty()) {
      shared = document;
      sharer = author;
      differs();
      tell(author, "flag-set-changed", null, author.why("changed what flags share"), difference);
    }
  }

  void tell(
      Author author, String what, @Nullable FlagKey key, String why, List<Difference> difference) {
    String subject = key == null ? null : key.text();
    events.add(
        new Event(now, author.by(), what, null, subject, why, Differences.brief(difference)));
  }

  /** Whether anything is to be another than before. */
  boolean changed() {
    return !authors.isEmpty() || !shared.equals(base.shared());
  }

  Set<FlagKey> changedFlags() {
    return authors.keySet();
  }

  /**
   * What came of it: the plain keys follow from the results at this moment.
   *
   * @param again whether all is to be written again, under a new revision
   */
  CatalogChange finish(boolean again) {
    if (!again && !changed()) {
      return new CatalogChange(
          base.with(projected(base.stored(), base.rules())), new TreeMap<>(), events);
    }
    Ruleset next = rules();
    Map<FlagKey, StoredFlag> stored = new TreeMap<>(base.stored().flags());
    var changes = new TreeMap<FlagKey, FlagRevision>();
    var changed = new HashMap<FlagChange, String>();
    authors.forEach((key, author) -> {
      Flag flag = flags.get(key);
      changes.put(key, new RevisionWriter(key, base, flag, next, now).write(revision, author));
      if (flag == null) {
        stored.remove(key);
      } else {
        boolean on = next.on(key, now.toEpochMilli());
        String end = changed.computeIfAbsent(flag.changed(), StoredForm::changed);
        stored.put(key, new StoredFlag(StoredForm.write(flag.text(), end), revision, on));
      }
    });
    tell(changes);
    FlagSet all = new FlagSet(revision, new TreeMap<>(stored), StoredForm.writeShared(shared));
    return new CatalogChange(
        new Catalog(projected(all, next), flags, shared, next), changes, events);
  }

  private void tell(SortedMap<FlagKey, FlagRevision> changes) {
    if (changes.size() > MOST_EVENTS) {
      Author author = firstAuthor();
      String many =
          "%d flags changed; %d of the places that differ are listed, the history of each has all"
              .formatted(changes.size(), Differences.MOST_BRIEF);
      tell(author, "flags-changed", null, author.why(many), places(changes));
      return;
    }
    changes.forEach((key, change) -> {
      Author author = authors.getOrDefault(key, Author.SERVICE);
      String what = change.document() == null ? "flag-removed" : "flag-changed";
      tell(author, what, key, author.why(change.what()), change.difference());
    });
  }

  /** The first places at which flags differ, seen from all of them. */
  private static List<Difference> places(SortedMap<FlagKey, FlagRevision> changes) {
    return changes.entrySet().stream()
        .flatMap(change ->
            change.getValue().difference().stream()
                .map(each ->
                    new Difference(
                        Rules.place(change.getKey()) + each.pointer(),
                        each.before(),
                        each.after())))
        .limit(Differences.MOST_BRIEF)
        .toList();
  }

  private Author firstAuthor() {
    return authors.values().stream()
        .findFirst()
        .or(() -> Optional.ofNullable(sharer))
        .orElse(Author.SERVICE);
  }

  private FlagSet projected(FlagSet all, Ruleset rules) {
    var turned = new TreeMap<FlagKey, StoredFlag>();
    var changed = new TreeMap<FlagKey, StoredFlag>();
    flags.forEach((key, flag) -> {
      StoredFlag noted = all.flags().get(key);
      if (noted != null) {
        boolean on = rules.on(key, now.toEpochMilli());
        StoredFlag next = noted.with(on, flag.changed().revision());
        if (!next.equals(noted)) {
          changed.put(key, next);
          if (noted.on() != null && !authors.containsKey(key)) {
            turned.put(key, next);
          }
        }
      }
    });
    new PlainKeyEvents(this, firstAuthor(), authors.isEmpty()).tell(turned);
    if (changed.isEmpty()) {
      return all;
    }
    var next = new TreeMap<>(all.flags());
    next.putAll(changed);
    return new FlagSet(all.revision(), next, all.shared());
  }
}

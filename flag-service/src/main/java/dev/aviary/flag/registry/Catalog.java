package dev.aviary.flag.registry;

import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.FlagSet;
import dev.aviary.flag.store.StoredFlag;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All flags at one revision, read and compiled; immutable.
 *
 * @param stored the same as it lies in Redis; it may hold flags that cannot be read
 */
public record Catalog(
    FlagSet stored, SortedMap<FlagKey, Flag> flags, FlagSetDocument shared, Ruleset rules) {
  static final Catalog NONE =
      new Catalog(FlagSet.NONE, new TreeMap<>(), FlagSetDocument.EMPTY, Ruleset.EMPTY);

  public Catalog {
    flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
  }

  /** Reads what is stored; what is as in the former catalog is not read again. */
  static Catalog of(FlagSet stored, Catalog former) {
    if (stored.equals(former.stored)) {
      return former;
    }
    var flags = new TreeMap<FlagKey, Flag>();
    stored
        .flags()
        .forEach((key, flag) -> former.read(key, flag).ifPresent(read -> flags.put(key, read)));
    FlagSetDocument shared =
        stored.shared().equals(former.stored.shared())
            ? former.shared
            : StoredForm.readShared(stored.shared());
    return compiled(stored, flags, shared, former);
  }

  private static Catalog compiled(
      FlagSet stored, SortedMap<FlagKey, Flag> flags, FlagSetDocument shared, Catalog former) {
    return new Catalog(
        stored, flags, shared, former.rules.next(stored.revision(), documents(flags), shared));
  }

  private Optional<Flag> read(FlagKey key, StoredFlag flag) {
    StoredFlag before = stored.flags().get(key);
    return before != null && before.document().equals(flag.document())
        ? Optional.ofNullable(flags.get(key))
        : StoredForm.read(key, flag.document());
  }

  static SortedMap<FlagKey, FlagDocument> documents(SortedMap<FlagKey, Flag> flags) {
    var documents = new TreeMap<FlagKey, FlagDocument>();
    flags.forEach((key, flag) -> documents.put(key, flag.document()));
    return documents;
  }

  public long revision() {
    return stored.revision();
  }

  public Optional<Flag> find(FlagKey key) {
    return Optional.ofNullable(flags.get(key));
  }

  /** All of it as flagd's {@code flags.json}. */
  public FlagFile file() {
    return new FlagFile(documents(flags), shared);
  }

  Catalog with(FlagSet projected) {
    return projected.equals(stored) ? this : new Catalog(projected, flags, shared, rules);
  }
}

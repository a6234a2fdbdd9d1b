package dev.aviary.flag.foreign;

import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.store.FlagKey;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of a file of another product.
 *
 * @param flags those that could be translated as a whole
 * @param notes everything that is not as it was, in the order of the file
 */
public record Translation(SortedMap<FlagKey, FlagDocument> flags, List<TranslationNote> notes) {
  public Translation {
    flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
    notes = List.copyOf(notes);
  }
}

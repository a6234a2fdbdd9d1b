package dev.aviary.flag.api;

import dev.aviary.flag.foreign.Translation;
import dev.aviary.flag.foreign.TranslationNote;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.store.FlagKey;
import java.util.List;

/** What became of a file of another product, as JSON. */
record TranslationReport(List<FlagKey> imported, List<TranslationNote> notes) {
  static TranslationReport of(Translation translation) {
    return new TranslationReport(List.copyOf(translation.flags().keySet()), translation.notes());
  }

  ObjectNode on(ObjectNode body) {
    return body.with(
            "imported",
            new ArrayNode(imported.stream().<Json>map(key -> new Text(key.text())).toList()))
        .with("changed", notes(TranslationNote.Kind.CHANGED))
        .with("lost", notes(TranslationNote.Kind.LOST))
        .with("leftOut", notes(TranslationNote.Kind.LEFT_OUT));
  }

  private ArrayNode notes(TranslationNote.Kind kind) {
    return new ArrayNode(
        notes.stream()
            .filter(note -> note.kind() == kind)
            .<Json>map(note ->
                ObjectNode.EMPTY
                    .with("key", new Text(note.flag()))
                    .with("pointer", new Text(note.pointer().text()))
                    .with("detail", new Text(note.detail())))
            .toList());
  }
}

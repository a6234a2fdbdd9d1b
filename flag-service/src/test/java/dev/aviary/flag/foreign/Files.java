package dev.aviary.flag.foreign;

import dev.aviary.flag.definition.Documents;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.evaluate.Evaluation;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.store.FlagKey;
import java.util.List;

/** A file of another product, translated. */
record Files(Translation translation) {
  static final long NOW = 1_796_000_000_000L;

  static Files of(ForeignFormat format, String text) {
    try {
      return new Files(format.translate(text));
    } catch (Untranslatable e) {
      throw new AssertionError(e.pointer() + ": " + e.detail(), e);
    }
  }

  /** The variant, {@code default} for the client's own, or the code of an error. */
  String variant(String flag, String context) {
    Ruleset rules = Ruleset.of(1, translation.flags(), FlagSetDocument.EMPTY);
    Context asked = Context.of((ObjectNode) Documents.json(context));
    return switch (rules.evaluate(new FlagKey(flag), asked, NOW)) {
      case Evaluation.Resolved resolved ->
          resolved.variant() == null ? "default" : String.valueOf(resolved.variant());
      case Evaluation.Failed failed -> failed.code().name();
    };
  }

  /** How many of a thousand users get the variant. */
  int share(String flag, String variant, String attribute) {
    int given = 0;
    for (int i = 0; i < 1_000; i++) {
      given += variant(flag, "{'" + attribute + "':'user-" + i + "'}").equals(variant) ? 1 : 0;
    }
    return given;
  }

  List<String> notes(TranslationNote.Kind kind) {
    return translation.notes().stream()
        .filter(note -> note.kind() == kind)
        .map(note -> note.flag() + " " + note.pointer())
        .toList();
  }
}

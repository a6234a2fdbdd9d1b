package dev.aviary.flag.registry;

import dev.aviary.contract.app.Check;
import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.store.FlagChange;
import java.util.Optional;

/**
 * A flag and its last change.
 *
 * @param text the JSON of the document, made once
 * @param size follows from the document
 */
public record Flag(FlagDocument document, FlagChange changed, String text, Bounds.Size size) {
  static final String DESCRIPTION = "description";

  public Flag(FlagDocument document, FlagChange changed) {
    this(document, changed, document.json().toString());
  }

  private Flag(FlagDocument document, FlagChange changed, String text) {
    this(document, changed, text, Bounds.Size.of(document, text));
  }

  public Flag {
    Check.present(document, "document");
    Check.present(changed, "changed");
  }

  public Definition definition() {
    return document.definition();
  }

  /** Whether it gives the same to everybody until it is changed. */
  public boolean isStatic() {
    return Switch.isStatic(document);
  }

  /** What it is for. Older versions kept that in flagd's metadata. */
  public Optional<String> description() {
    return document
        .extras()
        .description()
        .or(() ->
            definition().metadata().get(DESCRIPTION) instanceof Json.Text(String text)
                ? Optional.of(text)
                : Optional.empty());
  }
}

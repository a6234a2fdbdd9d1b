package dev.aviary.flag.registry;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.flag.FlagChange;
import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.json.Json;
import java.util.Optional;

/**
 * A flag and its last change.
 *
 * @param size follows from the document
 */
public record Flag(FlagDocument document, FlagChange changed, Bounds.Size size) {
  static final String DESCRIPTION = "description";

  public Flag(FlagDocument document, FlagChange changed) {
    this(document, changed, Bounds.Size.of(document));
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

package dev.aviary.flag.registry;

import dev.aviary.flag.definition.FlagDocument;
import java.util.Optional;

/** Checks a new definition against the flag that it replaces. */
@FunctionalInterface
public interface ReplacementCheck {
  /**
   * Why the definition is refused; nothing when it is not. It may be called more than once.
   *
   * @param present the flag as it is, of which the writer's condition holds
   * @param on whether its plain key is to be there
   */
  Optional<EditResult.Unchanged> to(FlagDocument next, Optional<Flag> present, boolean on);
}

package dev.aviary.flag.registry;

import dev.aviary.flag.definition.FlagDocument;
import java.util.Optional;

/** What may stand against a new definition, once it is known what it replaces. */
@FunctionalInterface
public interface Objection {
  /**
   * Why not; nothing when nothing does. It may be asked more than once.
   *
   * @param present the flag as it is, of which the writer's condition holds
   * @param on whether its plain key is to be there
   */
  Optional<Outcome.Refused> to(FlagDocument next, Optional<Flag> present, boolean on);
}

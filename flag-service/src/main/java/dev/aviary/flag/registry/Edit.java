package dev.aviary.flag.registry;

import java.util.Optional;

/**
 * An edit of the flags. It may be called more than once: again when Redis was written meanwhile.
 */
@FunctionalInterface
interface Edit {
  /** Why it is refused; nothing when it is made. */
  Optional<EditResult.Unchanged> on(FlagSetDraft draft);
}

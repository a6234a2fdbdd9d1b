package dev.aviary.flag.registry;

import java.util.Optional;

/** Something that is to be done to the flags. It may be asked more than once. */
@FunctionalInterface
interface Edit {
  /** Why not; nothing when it is done. */
  Optional<Outcome.Refused> on(Draft draft);
}

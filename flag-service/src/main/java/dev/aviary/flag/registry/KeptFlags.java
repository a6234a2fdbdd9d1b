package dev.aviary.flag.registry;

import dev.aviary.flag.store.FlagSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The flags that the snapshot on disk keeps for the next start.
 *
 * @param told until when every kill that ended has been told; null: an older version did not say
 */
record KeptFlags(FlagSet flags, @Nullable Instant told) {}

package dev.aviary.flag.registry;

import dev.aviary.contract.flag.FlagSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a restart is to find on disk.
 *
 * @param told until when every kill that ended has been told; null: an older version did not say
 */
record Known(FlagSet flags, @Nullable Instant told) {}

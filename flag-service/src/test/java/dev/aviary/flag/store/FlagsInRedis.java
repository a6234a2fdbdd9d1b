package dev.aviary.flag.store;

import dev.aviary.contract.testing.StoreCase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Redis that is empty before each test, and a flag to put into it. */
abstract class FlagsInRedis extends StoreCase {
  static final FlagKey KEY = new FlagKey("new_feature");

  static FlagChange change(long revision) {
    return new FlagChange(revision, Instant.EPOCH, "api", null);
  }

  static FlagRevision revision(long revision, String what, @Nullable String document) {
    return new FlagRevision(change(revision), what, List.of(), document);
  }
}

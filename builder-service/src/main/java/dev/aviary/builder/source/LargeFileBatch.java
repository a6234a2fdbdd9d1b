package dev.aviary.builder.source;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of Git LFS's batch API (git-lfs, docs/api/batch.md), as far as they are used. */
final class LargeFileBatch {
  private LargeFileBatch() {}

  /** Asks where files can be downloaded. */
  @Serdeable
  record Request(String operation, List<String> transfers, List<Asked> objects) {}

  @Serdeable
  record Asked(String oid, long size) {}

  @Serdeable
  record Answer(@Nullable List<Found> objects) {}

  /** A file that was asked for, with its actions or an error. */
  @Serdeable
  record Found(
      @Nullable String oid, @Nullable Map<String, Action> actions, @Nullable Fault error) {}

  /** An address and the headers that open it. */
  @Serdeable
  record Action(@Nullable String href, @Nullable Map<String, String> header) {}

  @Serdeable
  record Fault(int code, @Nullable String message) {}
}

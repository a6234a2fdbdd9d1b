package dev.aviary.builder.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Ends a fetch that takes too long or brings too much, or that nobody wants any more. JGit asks it
 * at each object.
 */
final class Fetching extends EmptyProgressMonitor {
  /** JGit writes a pack here while it receives it. */
  private static final String INCOMING = "incoming_*";

  private static final Duration LOOK = Duration.ofMillis(250);

  private final SourceSettings settings;
  private final BooleanSupplier wanted;
  private final long begun = System.nanoTime();
  private long looked = begun;
  private @Nullable Path objects;
  private @Nullable String ended;

  Fetching(SourceSettings settings, BooleanSupplier wanted) {
    this.settings = settings;
    this.wanted = wanted;
  }

  void into(Repository clone) {
    objects = clone.getDirectory().toPath().resolve("objects");
  }

  /** Why it was ended, if it was. */
  Optional<String> ended() {
    return Optional.ofNullable(ended);
  }

  @Override
  public boolean isCancelled() {
    long now = System.nanoTime();
    if (ended == null && now - looked >= LOOK.toNanos()) {
      looked = now;
      ended = reason(now);
    }
    return ended != null;
  }

  private @Nullable String reason(long now) {
    if (!wanted.getAsBoolean()) {
      return "it is no longer wanted";
    }
    if (now - begun > settings.deadline().toNanos()) {
      return "not done within %d s (aviary.source.deadline)"
          .formatted(settings.deadline().toSeconds());
    }
    return received() > settings.packBytes()
        ? "it brings more than %d bytes, which are %d times aviary.source.limit-megabytes"
            .formatted(settings.packBytes(), SourceSettings.PACK_SHARE)
        : null;
  }

  private long received() {
    if (objects == null) {
      return 0;
    }
    try (var incoming = Files.newDirectoryStream(objects, INCOMING)) {
      long bytes = 0;
      for (Path each : incoming) {
        bytes += each.toFile().length();
      }
      return bytes;
    } catch (IOException cannotTell) {
      return 0;
    }
  }

  /** Removes what a fetch left behind whose process ended. */
  static void sweep(Repository clone) throws IOException {
    Path objects = clone.getDirectory().toPath().resolve("objects");
    if (Files.isDirectory(objects)) {
      try (Stream<Path> all = Files.list(objects)) {
        for (Path each :
            all.filter(file -> file.getFileName().toString().startsWith("incoming_")).toList()) {
          Files.deleteIfExists(each);
        }
      }
    }
  }
}

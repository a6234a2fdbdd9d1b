package dev.aviary.builder.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.TagOpt;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what one deployment needs, and ends that when it takes too long or brings too much, or
 * when nobody wants it any more. JGit asks it at each object.
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

  /** Bytes: what the fetches before this one brought, and what this one has brought so far. */
  private long earlier;

  private long here;

  Fetching(SourceSettings settings, BooleanSupplier wanted) {
    this.settings = settings;
    this.wanted = wanted;
  }

  /**
   * Fetches into a clone.
   *
   * @param refSpec what is fetched, and the ref that it is kept at
   * @param depth in commits
   */
  void fetch(Repository clone, Access access, String refSpec, int depth) throws GitAPIException {
    objects = clone.getDirectory().toPath().resolve("objects");
    earlier += here;
    here = 0;
    try (var git = Git.wrap(clone)) {
      git.fetch()
          .setRemote(access.address().url())
          .setRefSpecs(refSpec)
          .setTagOpt(TagOpt.NO_TAGS)
          .setDepth(depth)
          .setProgressMonitor(this)
          .setTransportConfigCallback(access)
          .setTimeout(settings.timeoutSeconds())
          .call();
    }
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
    here = Math.max(here, received());
    return earlier + here > settings.packBytes()
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

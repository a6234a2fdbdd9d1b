package dev.aviary.flag.registry;

import dev.aviary.contract.flag.FlagSet;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last known flags on disk: written beside, then renamed, so that they are whole or old. */
@Singleton
final class SnapshotFile {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);

  private final Wire wire;
  private final Path file;
  private FlagSet written = FlagSet.NONE;
  private FlagSet refused = FlagSet.NONE;

  SnapshotFile(DataSettings settings, Wire wire) {
    this.wire = wire;
    this.file = settings.directory().resolve("flags-snapshot.json");
  }

  /** What was kept; nothing when there is no file or none that can be read. */
  Optional<FlagSet> read() {
    try {
      return Files.exists(file)
          ? Optional.of(wire.read(Files.readString(file), Snapshot.class).set())
          : Optional.empty();
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      LOG.atError()
          .addKeyValue("file", file)
          .addKeyValue("reason", e.getMessage())
          .log("Ignored a snapshot of the flags that cannot be read");
      return Optional.empty();
    }
  }

  /**
   * A disk that takes nothing is tried again with the next look, and logged once for each state:
   * flags go on from memory.
   */
  void write(FlagSet flags) {
    if (flags.equals(written)) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path beside = file.resolveSibling(file.getFileName() + ".new");
      writeThrough(beside, wire.write(Snapshot.of(flags)));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      written = flags;
    } catch (IOException e) {
      if (!flags.equals(refused)) {
        LOG.atError()
            .addKeyValue("file", file)
            .addKeyValue("reason", e.toString())
            .log("Could not keep the flags; a restart without Redis would not know them");
      }
      refused = flags;
    }
  }

  private static void writeThrough(Path path, String text) throws IOException {
    // Not a channel: an interrupt in the middle would close it.
    try (var out = new FileOutputStream(path.toFile())) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    }
  }
}

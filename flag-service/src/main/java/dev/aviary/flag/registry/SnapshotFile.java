package dev.aviary.flag.registry;

import dev.aviary.contract.file.DataFile;
import dev.aviary.contract.redis.Wire;
import dev.aviary.flag.disk.FlagDataSettings;
import dev.aviary.flag.store.FlagSet;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last known flags on disk. */
@Singleton
final class SnapshotFile {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);

  private final Wire wire;
  private final DataFile file;
  private KeptFlags written = new KeptFlags(FlagSet.NONE, null);
  private KeptFlags refused = written;

  SnapshotFile(FlagDataSettings settings, Wire wire) {
    this.wire = wire;
    this.file = settings.file("flags-snapshot.json");
  }

  /** What was kept; nothing when there is no file or none that can be read. */
  Optional<KeptFlags> read() {
    try {
      return file.read().map(text -> wire.read(text, Snapshot.class).known());
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
  void write(KeptFlags known) {
    if (known.equals(written)) {
      return;
    }
    try {
      file.write(wire.write(Snapshot.of(known)));
      written = known;
    } catch (IOException e) {
      if (!known.equals(refused)) {
        LOG.atError()
            .addKeyValue("file", file)
            .addKeyValue("reason", e.toString())
            .log("Could not save the flags; a restart without Redis would start without them");
      }
      refused = known;
    }
  }
}

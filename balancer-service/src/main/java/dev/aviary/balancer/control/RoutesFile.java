package dev.aviary.balancer.control;

import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last known routes on disk: written beside, then renamed, so that they are whole or old. */
@Singleton
final class RoutesFile {
  private static final Logger LOG = LoggerFactory.getLogger(RoutesFile.class);

  private final Wire wire;
  private final Path file;
  private String written = "";

  RoutesFile(DataSettings settings, Wire wire) {
    this.wire = wire;
    this.file = settings.directory().resolve("routes.json");
  }

  /** What was kept; nothing when there is no file or none that can be read. */
  LastRoutes read() {
    try {
      return Files.exists(file)
          ? wire.read(Files.readString(file), LastRoutes.class)
          : LastRoutes.NONE;
    } catch (IOException | UncheckedIOException e) {
      LOG.atError()
          .addKeyValue("file", file)
          .addKeyValue("reason", e.getMessage())
          .log("Ignored a routes file that cannot be read");
      return LastRoutes.NONE;
    }
  }

  /** A disk that takes nothing is logged: traffic matters more. */
  void write(LastRoutes routes) {
    String json = wire.write(routes);
    if (json.equals(written)) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path beside = file.resolveSibling(file.getFileName() + ".new");
      writeThrough(beside, json);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      written = json;
    } catch (IOException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("file", file)
          .log("Could not keep the routes; a restart without Redis would not know them");
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

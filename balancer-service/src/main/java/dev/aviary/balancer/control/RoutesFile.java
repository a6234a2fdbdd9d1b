package dev.aviary.balancer.control;

import dev.aviary.contract.file.DataFile;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last known routes on disk. */
@Singleton
final class RoutesFile {
  private static final Logger LOG = LoggerFactory.getLogger(RoutesFile.class);

  private final Wire wire;
  private final DataFile file;
  private String written = "";

  RoutesFile(DataSettings settings, Wire wire) {
    this.wire = wire;
    this.file = new DataFile(settings.directory().resolve("routes.json"));
  }

  /** What was kept; nothing when there is no file or none that can be read. */
  LastRoutes read() {
    try {
      return file.read().map(text -> wire.read(text, LastRoutes.class)).orElse(LastRoutes.NONE);
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
      file.write(json);
      written = json;
    } catch (IOException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("file", file)
          .log("Could not keep the routes; a restart without Redis would not know them");
    }
  }
}

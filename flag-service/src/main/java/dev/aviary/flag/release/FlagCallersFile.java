package dev.aviary.flag.release;

import dev.aviary.contract.caller.CallerToken;
import dev.aviary.contract.file.DataFile;
import dev.aviary.contract.redis.Wire;
import dev.aviary.flag.disk.FlagDataSettings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deployed containers that were known last, on disk: a start without Redis knows them. */
@Singleton
final class FlagCallersFile {
  private static final Logger LOG = LoggerFactory.getLogger(FlagCallersFile.class);

  private final Wire wire;
  private final DataFile file;
  private boolean failing;

  FlagCallersFile(FlagDataSettings settings, Wire wire) {
    this.wire = wire;
    this.file = settings.file("askers.json");
  }

  /** What was kept; nobody, and a new secret, when there is no file or none that can be read. */
  KnownCallers read() {
    try {
      var text = file.read();
      if (text.isPresent()) {
        return wire.read(text.get(), KnownCallers.class);
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      LOG.atError()
          .addKeyValue("file", file)
          .addKeyValue("reason", e.getMessage())
          .log("Ignored a file of callers that cannot be read");
    }
    return new KnownCallers(CallerToken.random(new SecureRandom()).text(), Map.of());
  }

  /**
   * @return whether it is on disk now; why it is not is logged once
   */
  boolean write(KnownCallers callers) {
    try {
      file.write(wire.write(callers));
      failing = false;
    } catch (IOException | UncheckedIOException e) {
      if (!failing) {
        LOG.atError()
            .addKeyValue("file", file)
            .addKeyValue("reason", e.toString())
            .log("Could not save the callers; a restart without Redis would start without them");
      }
      failing = true;
    }
    return !failing;
  }
}

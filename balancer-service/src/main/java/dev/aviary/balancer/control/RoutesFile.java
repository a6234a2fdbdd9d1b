package dev.aviary.balancer.control;

import dev.aviary.balancer.data.DataSettings;
import dev.aviary.balancer.data.Seat;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.file.DataFile;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.route.Withdrawal;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last known routes on disk. Traffic flows from them after a restart without Redis. */
@Singleton
final class RoutesFile {
  private static final Logger LOG = LoggerFactory.getLogger(RoutesFile.class);

  private final Wire wire;
  private final DataFile file;
  private String written = "";

  /**
   * What is kept: enough to serve traffic after a restart without Redis.
   *
   * @param withdrawals every withdrawal that is known, by app
   * @param controls the splits and interruptions that are known, by app
   * @param removals when an app was last removed; all that is known of it is younger
   */
  @Serdeable
  record Content(
      RouteTable table,
      Map<String, List<Withdrawal>> withdrawals,
      Map<String, KeptControl> controls,
      Map<String, Instant> removals) {
    static final Content NONE = new Content(RouteTable.EMPTY, Map.of(), Map.of(), Map.of());

    Content {
      table = table == null ? RouteTable.EMPTY : table;
      withdrawals = Check.map(withdrawals, "withdrawals");
      controls = Check.map(controls, "controls");
      removals = Check.map(removals, "removals");
    }
  }

  RoutesFile(DataSettings settings, Seat seat, Wire wire) {
    this.wire = wire;
    this.file = new DataFile(settings.directory().resolve("routes.json"), ".new" + seat.number());
  }

  /** What was kept; nothing when there is no file or none that can be read. */
  Content read() {
    try {
      return file.read().map(text -> wire.read(text, Content.class)).orElse(Content.NONE);
    } catch (IOException | UncheckedIOException e) {
      LOG.atError()
          .addKeyValue("file", file)
          .addKeyValue("reason", e.getMessage())
          .log("Ignored a routes file that cannot be read");
      return Content.NONE;
    }
  }

  /** A disk that takes nothing is logged: traffic matters more. */
  void write(Content routes) {
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
          .log("Could not save the routes; a restart without Redis would start without them");
    }
  }
}

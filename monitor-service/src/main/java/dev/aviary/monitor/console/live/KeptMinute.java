package dev.aviary.monitor.console.live;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;

/**
 * What an app was like in one minute, as it is kept over a restart of the monitor.
 *
 * @param minute since 1970
 * @param tracks columns by their names, of each track of which something is known; a number that is
 *     not known is missing
 */
@Serdeable
public record KeptMinute(long minute, Map<String, Map<String, Double>> tracks) {
  public KeptMinute {
    tracks = Check.map(tracks, "tracks");
    tracks.forEach((track, columns) -> Check.map(columns, "tracks." + track));
  }
}

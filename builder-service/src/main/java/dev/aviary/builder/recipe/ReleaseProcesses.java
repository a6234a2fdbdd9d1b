package dev.aviary.builder.recipe;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a release runs beside the program that answers, as its source says.
 *
 * @param release run once before the release goes to its slots
 * @param processes name and command of each further process
 */
@Serdeable
public record ReleaseProcesses(@Nullable String release, Map<String, String> processes) {
  public static final ReleaseProcesses NONE = new ReleaseProcesses(null, Map.of());

  public ReleaseProcesses {
    processes = Check.map(processes, "processes");
  }

  public boolean isEmpty() {
    return release == null && processes.isEmpty();
  }
}

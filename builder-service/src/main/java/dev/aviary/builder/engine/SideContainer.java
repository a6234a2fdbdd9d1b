package dev.aviary.builder.engine;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.app.Track;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A container of a release that stands beside its slots: one of its processes, or its release
 * command.
 *
 * @param id the full id
 * @param process the name of the process, or {@link #RELEASE}
 * @param release the id of the release that it is of
 * @param address on the app network; empty when it has none
 * @param caller the hash of the container's token for flags, or null
 * @param createdAt seconds since 1970, by Docker's clock
 * @param grace how long it may take to end once it was asked to
 */
public record SideContainer(
    String id,
    String name,
    String app,
    String process,
    Track track,
    String deployment,
    String release,
    String address,
    @Nullable String caller,
    long createdAt,
    Duration grace,
    State state) {
  /** No process can have this name. */
  public static final String RELEASE = "release";

  public boolean runs() {
    return state == State.RUNNING;
  }

  public boolean isRelease() {
    return process.equals(RELEASE);
  }
}

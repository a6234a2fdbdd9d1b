package dev.aviary.monitor.record;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import io.micronaut.serde.annotation.Serdeable;

/**
 * The app container that an alert is about.
 *
 * @param container the container's full id
 * @param name the container's name
 */
@Serdeable
public record Culprit(
    String container,
    String name,
    String app,
    Slot slot,
    Track track,
    String release,
    String commit,
    String branch,
    String deployment) {
  /** Digits of a container id in names that people read. */
  public static final int SHORT = 12;

  public Culprit {
    Check.that(
        Check.present(container, "container").length() >= SHORT, "container is not a full id");
    Check.text(name, "name");
    Check.app(app);
    Check.present(slot, "slot");
    Check.present(track, "track");
    Check.text(release, "release");
    Check.commit(commit);
    Check.text(branch, "branch");
    Check.text(deployment, "deployment");
  }

  /** The container's id as {@code docker ps} prints it. */
  public String shortContainer() {
    return container.substring(0, SHORT);
  }
}

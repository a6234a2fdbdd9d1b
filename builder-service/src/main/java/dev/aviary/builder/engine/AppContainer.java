package dev.aviary.builder.engine;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.rollout.Placement;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container of an app, as Docker and its labels describe it; on a swarm perhaps the service of a
 * slot with its one task.
 *
 * @param id the full id, or that of the service
 * @param previous the stable placement to roll back to, as it was when the container was made
 * @param spec the app's settings when the container was made
 * @param address on the app network; empty when it has none
 * @param caller the hash of the container's token for flags; null in a container of an older Aviary
 * @param createdAt seconds since 1970, by Docker's clock
 */
public record AppContainer(
    String id,
    String name,
    Slot slot,
    Placement placement,
    @Nullable Placement previous,
    AppSpec spec,
    String address,
    @Nullable String caller,
    long createdAt,
    State state) {
  /** The end of the name of a container that is to be replaced by one of the same release. */
  private static final Pattern OUTGOING = Pattern.compile("\\.outgoing-[0-9a-z]+$");

  private static final int SHORT = 12;

  /** How far a container's one process has come. */
  public enum State {
    CREATED,
    RUNNING,
    ENDED
  }

  public String app() {
    return placement.release().app();
  }

  public boolean running() {
    return state == State.RUNNING;
  }

  /** What the route table says of it. */
  public Member member() {
    return new Member(
        placement.release().id(),
        placement.deployment(),
        placement.release().commit(),
        id,
        address,
        spec.run().listensOn(),
        spec.run().healthPath(),
        probedHost(),
        spec.run().healthStatus(),
        spec.run().http2());
  }

  private @Nullable String probedHost() {
    String given = spec.run().healthHost();
    return given == null && !spec.hosts().isEmpty() ? spec.hosts().getFirst() : given;
  }

  /** Whether a restart in its place was asked for: its name says so. */
  public boolean outgoing() {
    return OUTGOING.matcher(name).find();
  }

  /** Its name with that mark; several of one slot may drain at a time. */
  String outgoingName() {
    return outgoing(name, id);
  }

  static String outgoing(String name, String id) {
    return name + ".outgoing-" + id.substring(0, SHORT);
  }

  /** Its name without it. */
  String plainName() {
    return OUTGOING.matcher(name).replaceFirst("");
  }

  /** How long it may take to end once it was asked to. */
  public Duration grace() {
    return Duration.ofSeconds(spec.run().stopSeconds());
  }
}

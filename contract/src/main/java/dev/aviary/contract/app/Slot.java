package dev.aviary.contract.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A place for one container of an app, with a fixed port on the balancer. */
@Serdeable
public enum Slot {
  @JsonProperty("stable-1")
  STABLE_1("stable-1", Track.STABLE, 0),
  @JsonProperty("stable-2")
  STABLE_2("stable-2", Track.STABLE, 1),
  @JsonProperty("canary")
  CANARY("canary", Track.CANARY, 2);

  /** The slots whose members share the stable part of the traffic. */
  public static final List<Slot> STABLE = List.of(STABLE_1, STABLE_2);

  private final String id;
  private final Track track;
  private final int offset;

  Slot(String id, Track track, int offset) {
    this.id = id;
    this.track = track;
    this.offset = offset;
  }

  /** The name on the wire, in labels and in logs. */
  public String id() {
    return id;
  }

  public Track track() {
    return track;
  }

  /**
   * The balancer's port for this slot.
   *
   * @param base the first slot port of the instance
   * @param app the app's index, from 0
   */
  public int port(int base, int app) {
    return base + app * values().length + offset;
  }

  public static Optional<Slot> of(String id) {
    return Arrays.stream(values()).filter(slot -> slot.id.equals(id)).findFirst();
  }
}

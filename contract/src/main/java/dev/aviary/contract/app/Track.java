package dev.aviary.contract.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;
import java.util.Optional;

/** The two kinds of release that an app runs at a time. */
@Serdeable
public enum Track {
  @JsonProperty("stable")
  STABLE("stable"),
  @JsonProperty("canary")
  CANARY("canary");

  private final String id;

  Track(String id) {
    this.id = id;
  }

  /** The name on the wire, in labels and in logs. */
  public String id() {
    return id;
  }

  public static Optional<Track> of(String id) {
    return Arrays.stream(values()).filter(track -> track.id.equals(id)).findFirst();
  }
}

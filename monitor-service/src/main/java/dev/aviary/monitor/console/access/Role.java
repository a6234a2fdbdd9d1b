package dev.aviary.monitor.console.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/** What a user may do in the console; each role may do what the one before it may. */
@Serdeable
public enum Role {
  /** Looks. */
  @JsonProperty("viewer")
  VIEWER("viewer"),
  /** Acts on releases, traffic and flags. */
  @JsonProperty("operator")
  OPERATOR("operator"),
  /** Changes settings, removes apps, hands out tokens. */
  @JsonProperty("owner")
  OWNER("owner");

  private final String id;

  Role(String id) {
    this.id = id;
  }

  /** The name on the wire. */
  public String id() {
    return id;
  }

  /** Whether it may do what another role may. */
  boolean covers(Role other) {
    return compareTo(other) >= 0;
  }
}

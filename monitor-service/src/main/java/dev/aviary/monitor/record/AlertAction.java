package dev.aviary.monitor.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/** What was done about an alert: {@code measure} in JSON. */
@Serdeable
public enum AlertAction {
  /** The canary was taken out of the traffic. */
  @JsonProperty("withdrawn")
  WITHDRAWN,
  /** The canary stays: the stable containers are as hot, so it is the host or the load. */
  @JsonProperty("kept")
  KEPT,
  /** The canary would have been taken out; its app's settings say {@code judgement: dry}. */
  @JsonProperty("dry")
  DRY,
  /** Nothing: the container is stable, and no alert ever takes a stable one out. */
  @JsonProperty("reported")
  REPORTED
}

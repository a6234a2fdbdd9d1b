package dev.aviary.contract.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/** What is judged about a container, in percent as {@code docker stats} prints it. */
@Serdeable
public enum Metric {
  /** 100 is one CPU of the host. */
  @JsonProperty("cpu")
  CPU("CPU"),
  /** 100 is the container's limit or, without one, the host's memory. */
  @JsonProperty("memory")
  MEMORY("Memory"),
  /** CPU that a canary would use if its host were idle and nothing limited it; an estimate. */
  @JsonProperty("wanted-cpu")
  WANTED_CPU("Wanted CPU");

  private final String title;

  Metric(String title) {
    this.title = title;
  }

  /** The name that begins a sentence. */
  public String title() {
    return title;
  }
}

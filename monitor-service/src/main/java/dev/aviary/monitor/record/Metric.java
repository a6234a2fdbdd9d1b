package dev.aviary.monitor.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** What is judged about a container. */
@Serdeable
public enum Metric {
  /** In percent as {@code docker stats} prints it: 100 is one CPU of the host. */
  @JsonProperty("cpu")
  CPU("CPU"),
  /** In percent: 100 is the container's limit or, without one, the host's memory. */
  @JsonProperty("memory")
  MEMORY("Memory"),
  /** CPU that a canary would use if its host were idle and nothing limited it; an estimate. */
  @JsonProperty("wanted-cpu")
  WANTED_CPU("Wanted CPU"),
  /** What the visitors of a canary got, beside those of stable. */
  @JsonProperty("visitors")
  VISITORS("Visitors"),
  /** That a canary's container restarts, fails its probes, or floods its log. */
  @JsonProperty("container")
  CONTAINER("Container");

  /** Those that every sample of a container has a value of, with a threshold. */
  public static final List<Metric> SAMPLED = List.of(CPU, MEMORY, WANTED_CPU);

  private final String title;

  Metric(String title) {
    this.title = title;
  }

  /** Whether samples have a value of it. */
  public boolean isSampled() {
    return SAMPLED.contains(this);
  }

  /** The name that begins a sentence. */
  public String title() {
    return title;
  }
}

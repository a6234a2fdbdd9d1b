package dev.aviary.contract.judgement;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/** What the evidence about a canary says. */
@Serdeable
public enum CanaryVerdict {
  /** Its visitors fare no worse than those of stable, within the tolerance. */
  @JsonProperty("good")
  GOOD,
  /** Its visitors fare worse. */
  @JsonProperty("bad")
  BAD,
  /** Too little is known for either. */
  @JsonProperty("not-enough")
  NOT_ENOUGH
}

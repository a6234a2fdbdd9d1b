package dev.aviary.builder.trigger;

import dev.aviary.contract.deployment.Deployment;
import io.micronaut.http.HttpStatus;

/** What became of a wish. */
public sealed interface Verdict {

  /** A new deployment is queued. */
  record Accepted(Deployment deployment) implements Verdict {}

  /** It is what stands already: this one. */
  record Standing(Deployment deployment) implements Verdict {}

  /**
   * Nothing changes.
   *
   * @param reason what stands against it and what to do, for a person
   */
  record Refused(HttpStatus status, String reason) implements Verdict {}
}

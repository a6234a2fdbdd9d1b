package dev.aviary.builder.deploy;

import dev.aviary.contract.deployment.DeploymentLog.Line;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells how many lines of a build are left out of its deployment's log, where they are missing. */
final class Gaps {
  static final String NOTHING_KEPT =
      "... the log of this deployment is no longer kept; GET /deployments/%s/output may have what"
          + " its build printed ...";

  private final String deployment;
  private long last;

  Gaps(String deployment) {
    this.deployment = deployment;
  }

  /** What is to be said before the next line. */
  Optional<String> before(Line line) {
    long missing = line.number() - last - 1;
    boolean known = last > 0;
    last = line.number() > 0 ? line.number() : last;
    return line.number() > 0 && known && missing > 0
        ? Optional.of(
            "... %,d lines are left out here; GET /deployments/%s/output has them ..."
                .formatted(missing, deployment))
        : Optional.empty();
  }

  /** The next line, after what is to be said before it. */
  Stream<String> told(Line line) {
    return Stream.concat(before(line).stream(), Stream.of(line.text()));
  }
}

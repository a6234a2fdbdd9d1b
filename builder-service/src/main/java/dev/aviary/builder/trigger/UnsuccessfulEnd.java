package dev.aviary.builder.trigger;

import dev.aviary.contract.deployment.Deployment;
import io.micronaut.http.HttpStatus;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * A problem document (RFC 9457, section 3.2): a deployment ended and is not live.
 *
 * @param detail how it ended, and where the rest of its log is
 * @param deployment as it is on record; its status has the stage and the reason
 * @param lines the last lines of its log
 */
@Serdeable
record UnsuccessfulEnd(
    String type,
    String title,
    int status,
    String detail,
    Deployment deployment,
    List<String> lines) {
  static final HttpStatus STATUS = HttpStatus.FAILED_DEPENDENCY;

  static UnsuccessfulEnd of(Deployment deployment, List<String> lines) {
    String detail =
        "%s; the log: GET %s/log"
            .formatted(DeploymentEndText.told(deployment), TriggerAnswers.location(deployment));
    return new UnsuccessfulEnd(
        "about:blank",
        STATUS.getReason(),
        STATUS.getCode(),
        detail,
        deployment.withoutSettings(),
        lines);
  }
}

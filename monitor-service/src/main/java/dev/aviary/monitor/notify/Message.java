package dev.aviary.monitor.notify;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.AlertClosing;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Metric;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is sent: docs/operations.md is its contract. A member may come; one that is there
 * keeps its meaning as long as {@code version} is the same. One that is null is left out.
 *
 * @param id unique; the same when the message is sent again
 * @param type the event's name on the timeline: {@code canary-withdrawn}
 * @param at when it happened
 * @param by who did it: a service or a person's means
 * @param title one line
 * @param text what the mail says, plain text of several lines, without its one-time links
 */
@Serdeable
record Message(
    int version,
    String id,
    String type,
    Instant at,
    String instance,
    String by,
    @Nullable String app,
    @Nullable String subject,
    String title,
    String text,
    @Nullable AlertFacts alert,
    @Nullable DeploymentFacts deployment) {
  static final int VERSION = 1;

  /**
   * The alert that the message is about.
   *
   * @param container 12 hexadecimal digits
   * @param closedAt null while it is open
   */
  @Serdeable
  record AlertFacts(
      String id,
      String slot,
      String track,
      String release,
      String commit,
      String branch,
      String deployment,
      String container,
      AlertAction measure,
      Instant openedAt,
      @Nullable Instant closedAt,
      List<FindingFacts> findings) {

    static AlertFacts of(Alert alert) {
      Culprit culprit = alert.culprit();
      AlertClosing closing = alert.closing();
      return new AlertFacts(
          alert.id(),
          culprit.slot().id(),
          culprit.track().id(),
          culprit.release(),
          culprit.commit(),
          culprit.branch(),
          culprit.deployment(),
          culprit.shortContainer(),
          alert.measure(),
          alert.openedAt(),
          closing == null ? null : closing.at(),
          alert.findings().stream()
              .map(each ->
                  new FindingFacts(
                      each.metric(), each.threshold(), each.mean(), each.peak(), each.killedAt()))
              .toList());
    }
  }

  /** One metric, in percent as {@code docker stats} prints it. */
  @Serdeable
  record FindingFacts(
      Metric metric, double threshold, double mean, double peak, @Nullable Instant killedAt) {}

  /**
   * The deployment that the message is about.
   *
   * @param stage where it failed; null: it did not
   * @param reason why it failed
   */
  @Serdeable
  record DeploymentFacts(
      String id,
      String track,
      String branch,
      String commit,
      String trigger,
      Instant createdAt,
      @Nullable String stage,
      @Nullable String reason) {

    static DeploymentFacts of(Deployment deployment) {
      var failed = deployment.status() instanceof DeploymentStatus.Failed it ? it : null;
      return new DeploymentFacts(
          deployment.id(),
          deployment.track().id(),
          deployment.branch(),
          deployment.commit(),
          deployment.trigger(),
          deployment.createdAt(),
          failed == null ? null : failed.stage(),
          failed == null ? null : failed.reason());
    }
  }
}

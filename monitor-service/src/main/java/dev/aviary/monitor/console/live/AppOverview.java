package dev.aviary.monitor.console.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.Interruption;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One app at a glance, without the numbers that change each second.
 *
 * @param rollout null until the builder has looked at what runs
 * @param canary null while none serves
 * @param alerts those that are open
 */
@Serdeable
record AppOverview(
    String app,
    String stableBranch,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<String> hosts,
    List<SlotOverview> slots,
    SplitOverview split,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<DeploymentOverview> underWay,
    @Nullable RolloutOverview rollout,
    Interruption.@Nullable Present interruption,
    @Nullable CanaryOverview canary,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<CertificateOverview> certificates,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<AlertOverview> alerts) {

  /**
   * A slot.
   *
   * @param state {@code healthy}, {@code starting}, {@code ejected}, {@code failing}, {@code
   *     empty}, {@code withdrawn}, or {@code unknown} while the balancer does not answer
   * @param since when its container started
   * @param node of a swarm, on which its container runs; missing: the one machine
   * @param next what is being started beside what serves
   */
  @Serdeable
  record SlotOverview(
      Slot slot,
      String state,
      @Nullable String release,
      @Nullable String deployment,
      @Nullable String commit,
      @Nullable String branch,
      @Nullable Instant since,
      @Nullable Long memoryLimit,
      @Nullable String node,
      @Nullable String next) {}

  /**
   * How requests are shared.
   *
   * @param canaryPercent the canary's requests of every hundred by the split
   * @param step the step of the canary that serves, which counts in its place; null: the split
   *     counts
   */
  @Serdeable
  record SplitOverview(
      int canaryPercent, String stickiness, boolean manualChoice, @Nullable CanaryProgress step) {}

  /** A deployment that has not ended. */
  @Serdeable
  record DeploymentOverview(
      String deployment, Track kind, String state, String commit, String branch, Instant since) {
    static DeploymentOverview of(Deployment deployment, String state) {
      return new DeploymentOverview(
          deployment.id(),
          deployment.track(),
          state,
          deployment.commit(),
          deployment.branch(),
          deployment.createdAt());
    }
  }

  /**
   * What should run.
   *
   * @param previous where a roll back goes
   * @param underWay the deployment that is being brought to its slots
   * @param reason why the canary was withdrawn
   */
  @Serdeable
  record RolloutOverview(
      String state,
      @Nullable PlacementOverview stable,
      @Nullable PlacementOverview canary,
      @Nullable PlacementOverview previous,
      @Nullable String underWay,
      @Nullable String reason) {}

  /** A release and the deployment that brought it. */
  @Serdeable
  record PlacementOverview(String release, String deployment, String commit, String branch) {
    static @Nullable PlacementOverview of(@Nullable Placement placement) {
      return placement == null
          ? null
          : new PlacementOverview(
              placement.release().id(),
              placement.deployment(),
              placement.release().commit(),
              placement.release().branch());
    }
  }

  /**
   * The canary that serves, as its visitors fare.
   *
   * @param verdict null: nothing was judged yet
   * @param words one sentence a measure
   * @param needs what is missing for a verdict
   */
  @Serdeable
  record CanaryOverview(
      String deployment,
      @Nullable CanaryVerdict verdict,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<String> words,
      @Nullable String needs) {}

  /**
   * A certificate of one host.
   *
   * @param expires null: there is none
   * @param state {@code served}, {@code waiting} until it is in force, or {@code missing}
   */
  @Serdeable
  record CertificateOverview(String host, @Nullable Instant expires, String state) {}

  /** An alert that is open. */
  @Serdeable
  record AlertOverview(
      String id,
      Slot slot,
      String container,
      String release,
      AlertAction measure,
      List<Metric> metrics,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<String> words,
      Instant since) {
    static AlertOverview of(Alert alert) {
      var culprit = alert.culprit();
      return new AlertOverview(
          alert.id(),
          culprit.slot(),
          culprit.name(),
          culprit.release(),
          alert.measure(),
          alert.findings().stream().map(Finding::metric).toList(),
          alert.findings().stream().flatMap(each -> each.reasons().stream()).toList(),
          alert.openedAt());
    }
  }
}

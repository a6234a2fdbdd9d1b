package dev.aviary.monitor.console.live;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.Interruption;
import dev.aviary.contract.route.Split;
import dev.aviary.monitor.console.live.AppOverview.AlertOverview;
import dev.aviary.monitor.console.live.AppOverview.CanaryOverview;
import dev.aviary.monitor.console.live.AppOverview.PlacementOverview;
import dev.aviary.monitor.console.live.AppOverview.RolloutOverview;
import dev.aviary.monitor.console.live.AppOverview.SplitOverview;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what is known of every app. What costs more is asked more seldom, and at once when
 * the timeline tells that it changed. For one thread.
 */
@Singleton
final class Overviews {
  private static final int ALERTS = 50;
  private static final long ALERTS_ANYWAY = Duration.ofSeconds(30).toNanos();

  private final ControlReader control;
  private final JudgementStore judgements;
  private final AlertStore alerts;
  private final DeploymentsUnderWay underWay;
  private final BalancerView balancer;
  private final SlotOverviews slots;
  private final Map<String, Judgement> judged = new HashMap<>();
  private @Nullable Revision revision;
  private List<AppControl> apps = List.of();
  private List<Alert> open = List.of();
  private long alertsAt = System.nanoTime();

  Overviews(
      ControlReader control,
      JudgementStore judgements,
      AlertStore alerts,
      DeploymentsUnderWay underWay,
      BalancerView balancer,
      SlotOverviews slots) {
    this.control = control;
    this.judgements = judgements;
    this.alerts = alerts;
    this.underWay = underWay;
    this.balancer = balancer;
    this.slots = slots;
  }

  /** The timeline tells of this app; null: of none. */
  void named(@Nullable String app) {
    alertsAt = System.nanoTime();
    if (app != null) {
      underWay.named(app);
    }
  }

  /**
   * Reads what Redis knows.
   *
   * @throws io.lettuce.core.RedisException when it is away: what was known before stays
   */
  void readRecords() {
    Revision now = control.revision();
    if (!now.equals(revision)) {
      var state = control.read();
      apps =
          state.apps().values().stream()
              .filter(each -> each.spec() != null)
              .sorted(Comparator.comparing(AppControl::app))
              .toList();
      revision = state.revision();
    }
    underWay.look(apps.stream().map(AppControl::app).collect(Collectors.toSet()));
    readJudgements();
    readAlerts();
  }

  /** Asks the balancer, which answers while Redis is away too. */
  void askBalancer() {
    balancer.look(apps.stream().map(AppControl::spec).filter(Objects::nonNull).toList());
  }

  boolean balancerAnswers() {
    return balancer.answers();
  }

  List<AppControl> apps() {
    return apps;
  }

  List<AppOverview> all() {
    return apps.stream().map(this::of).toList();
  }

  private void readJudgements() {
    judged.clear();
    for (AppControl app : apps) {
      Member canary = canary(app);
      if (canary != null) {
        judgements.find(canary.deployment()).ifPresent(each -> judged.put(app.app(), each));
      }
    }
  }

  private void readAlerts() {
    long now = System.nanoTime();
    if (now - alertsAt >= 0) {
      alertsAt = now + ALERTS_ANYWAY;
      open =
          alerts.newest(ALERTS).stream()
              .map(AlertStore.Recorded::alert)
              .filter(Alert::isOpen)
              .toList();
    }
  }

  private AppOverview of(AppControl app) {
    AppSpec spec = Objects.requireNonNull(app.spec());
    Member canary = canary(app);
    return new AppOverview(
        app.app(),
        spec.stableBranch(),
        spec.hosts(),
        slots.of(app),
        split(app, canary),
        underWay.of(app.app()),
        rollout(app.rollout()),
        Interruption.present(app.interruption()),
        canary == null ? null : canary(canary, judged.get(app.app())),
        balancer.certificates(app.app()),
        open.stream()
            .filter(each -> each.culprit().app().equals(app.app()))
            .map(AlertOverview::of)
            .toList());
  }

  private static SplitOverview split(AppControl app, @Nullable Member canary) {
    Split split = app.shared();
    CanaryProgress step = app.progress();
    boolean counts =
        canary != null && step != null && step.deployment().equals(canary.deployment());
    return new SplitOverview(
        split.canaryPercent(),
        split.stickiness().toString(),
        split.manualChoice(),
        counts ? step : null);
  }

  private static CanaryOverview canary(Member canary, @Nullable Judgement judgement) {
    return judgement == null
        ? new CanaryOverview(canary.deployment(), null, List.of(), null)
        : new CanaryOverview(
            canary.deployment(), judgement.verdict(), judgement.reasons(), judgement.missing());
  }

  private static @Nullable RolloutOverview rollout(@Nullable Rollout rollout) {
    return rollout == null
        ? null
        : new RolloutOverview(
            rollout.state(),
            PlacementOverview.of(rollout.stable()),
            PlacementOverview.of(
                rollout instanceof Rollout.Withdrawn gone ? gone.withdrawn() : rollout.canary()),
            PlacementOverview.of(rollout.previous()),
            rollout.underway(),
            rollout instanceof Rollout.Withdrawn gone ? gone.reason() : null);
  }

  /** The canary that serves; null: none does. */
  private static @Nullable Member canary(AppControl app) {
    Member member = app.slots() == null ? null : app.slots().in(Slot.CANARY).serving();
    return member == null || app.withdrawn().of(member).isPresent() ? null : member;
  }
}

package dev.aviary.builder.app;

import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.progress.StepsView;
import dev.aviary.builder.release.PendingSettings;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.Withdrawal;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of an app. */
@Singleton
final class AppReport {
  /** How many deployments are told. */
  static final int NEWEST = 10;

  private final ControlReader control;
  private final DeploymentStore deployments;
  private final RemovalWaits waits;
  private final PendingSettings settings;
  private final Engine engine;
  private final JudgementStore judgements;
  private final InstantSource clock;

  AppReport(
      ControlReader control,
      DeploymentStore deployments,
      RemovalWaits waits,
      PendingSettings settings,
      Engine engine,
      JudgementStore judgements,
      InstantSource clock) {
    this.control = control;
    this.deployments = deployments;
    this.waits = waits;
    this.settings = settings;
    this.engine = engine;
    this.judgements = judgements;
    this.clock = clock;
  }

  AppView of(AppSpec spec) {
    return of(spec, OutsideSlots.of(engine));
  }

  /** All of them, with one look at Docker. */
  List<AppView> all(List<AppSpec> specs) {
    var surroundings = OutsideSlots.of(engine);
    return specs.stream().map(spec -> of(spec, surroundings)).toList();
  }

  private AppView of(AppSpec spec, OutsideSlots surroundings) {
    AppControl known = control.read(spec.name()).app(spec.name());
    List<String> pending = pending(spec, known.rollout());
    return new AppView(
        spec.shown(),
        known.rollout(),
        known.slots(),
        known.shared(),
        known.withdrawn().byField().values().stream()
            .sorted(Comparator.comparing(Withdrawal::at).reversed())
            .toList(),
        deployments.newest(spec.name(), NEWEST),
        pending,
        known.unreadable(),
        surroundings.processes(spec.name()),
        surroundings.joined(),
        StepsView.of(known, judgements, clock.instant()),
        Advice.next(spec, known, pending, waits.of(spec.name())));
  }

  /** Of the stable release: a canary has its settings from its own deployment. */
  private List<String> pending(AppSpec spec, @Nullable Rollout rollout) {
    Placement stable = rollout == null ? null : rollout.stable();
    return stable == null ? List.of() : settings.of(spec, stable.release()).all();
  }
}

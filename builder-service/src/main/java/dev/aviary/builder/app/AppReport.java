package dev.aviary.builder.app;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.Withdrawal;
import jakarta.inject.Singleton;
import java.util.Comparator;

/** Puts together what is known of an app. */
@Singleton
final class AppReport {
  /** How many deployments are told. */
  static final int NEWEST = 10;

  private final ControlReader control;
  private final DeploymentStore deployments;
  private final RemovalWaits waits;

  AppReport(ControlReader control, DeploymentStore deployments, RemovalWaits waits) {
    this.control = control;
    this.deployments = deployments;
    this.waits = waits;
  }

  AppView of(AppSpec spec) {
    AppControl known = control.read(spec.name()).app(spec.name());
    return new AppView(
        spec.shown(),
        known.rollout(),
        known.slots(),
        known.shared(),
        known.withdrawn().byField().values().stream()
            .sorted(Comparator.comparing(Withdrawal::at).reversed())
            .toList(),
        deployments.newest(spec.name(), NEWEST),
        known.unreadable(),
        Advice.next(spec, known, waits.of(spec.name())));
  }
}

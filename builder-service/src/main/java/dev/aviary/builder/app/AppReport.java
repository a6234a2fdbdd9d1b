package dev.aviary.builder.app;

import dev.aviary.builder.engine.Engine;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.Withdrawal;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;

/** Puts together what is known of an app. */
@Singleton
final class AppReport {
  /** How many deployments are told. */
  static final int NEWEST = 10;

  private final ControlReader control;
  private final DeploymentStore deployments;
  private final RemovalWaits waits;
  private final Engine engine;

  AppReport(ControlReader control, DeploymentStore deployments, RemovalWaits waits, Engine engine) {
    this.control = control;
    this.deployments = deployments;
    this.waits = waits;
    this.engine = engine;
  }

  AppView of(AppSpec spec) {
    return of(spec, Surroundings.of(engine));
  }

  /** All of them, with one look at Docker. */
  List<AppView> all(List<AppSpec> specs) {
    var surroundings = Surroundings.of(engine);
    return specs.stream().map(spec -> of(spec, surroundings)).toList();
  }

  private AppView of(AppSpec spec, Surroundings surroundings) {
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
        surroundings.processes(spec.name()),
        surroundings.joined(),
        Advice.next(spec, known, waits.of(spec.name())));
  }
}

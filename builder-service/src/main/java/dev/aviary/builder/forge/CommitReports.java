package dev.aviary.builder.forge;

import dev.aviary.builder.forge.CommitReport.State;
import dev.aviary.builder.listener.PublicAddress;
import dev.aviary.builder.trigger.DeploymentEndText;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.event.Event;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of a deployment what its forge is to be told. */
@Singleton
final class CommitReports {
  private static final String WITHDRAWN = "canary-withdrawn";

  /** The events of the timeline that begin or change what a forge is told. */
  private static final Set<String> TOLD =
      Set.of("deployment-queued", "redeploy-queued", "promoted", "rolled-back", WITHDRAWN);

  private final PublicAddress address;

  CommitReports(PublicAddress address) {
    this.address = address;
  }

  static boolean isAbout(Event event) {
    return event.app() != null && event.subject() != null && TOLD.contains(event.what());
  }

  /** Of a withdrawal the event is first: the record follows it. */
  CommitReport of(Event event, Deployment deployment, AppSpec app) {
    boolean withdrawn = event.what().equals(WITHDRAWN);
    return new CommitReport(
        app.name(),
        deployment.track(),
        deployment.branch(),
        deployment.commit(),
        withdrawn ? State.FAILED : state(deployment.status()),
        withdrawn ? "withdrawn: " + event.why() : DeploymentEndText.told(deployment),
        address.isKnown() ? address.of("/deployments/" + deployment.id()) : null,
        visitors(app));
  }

  static State state(DeploymentStatus status) {
    return switch (status) {
      case DeploymentStatus.Queued _, DeploymentStatus.Building _, DeploymentStatus.Starting _ ->
          State.PENDING;
      case DeploymentStatus.Live _, DeploymentStatus.Replaced _ -> State.LIVE;
      case DeploymentStatus.Failed _, DeploymentStatus.Withdrawn _ -> State.FAILED;
      case DeploymentStatus.Superseded _, DeploymentStatus.Cancelled _ -> State.STOPPED;
    };
  }

  private static @Nullable String visitors(AppSpec app) {
    if (app.triggers().address() != null) {
      return app.triggers().address();
    }
    return app.hosts().isEmpty() ? null : "http://" + app.hosts().getFirst();
  }
}

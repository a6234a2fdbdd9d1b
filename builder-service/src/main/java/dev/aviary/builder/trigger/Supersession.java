package dev.aviary.builder.trigger;

import dev.aviary.builder.trace.DeploymentTraces;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of all deployments to one track of an app only the newest is built. All builders find the same
 * newest one, so two deployments that are admitted at once never supersede each other.
 */
@Singleton
public final class Supersession {
  private static final Logger LOG = LoggerFactory.getLogger(Supersession.class);
  private static final int LOOKED_AT = 100;

  private final DeploymentStore deployments;
  private final DeploymentTraces traces;

  Supersession(DeploymentStore deployments, DeploymentTraces traces) {
    this.deployments = deployments;
    this.traces = traces;
  }

  /** Ends what waits for its build, or is being built, behind a newer deployment. */
  public void sweep(String app, Track track) {
    List<Deployment> onTheWay =
        deployments.newest(app, LOOKED_AT).stream()
            .filter(each -> each.track() == track && each.status().stands())
            .filter(each -> !(each.status() instanceof DeploymentStatus.Withdrawn))
            .sorted(Comparator.comparing(Deployment::createdAt).thenComparing(Deployment::id))
            .toList();
    for (int i = 0; i < onTheWay.size() - 1; i++) {
      end(onTheWay.get(i), onTheWay.getLast().id());
    }
  }

  /**
   * Ends what waits for its build, or is being built, though it is newer: its track goes back to
   * what is live.
   *
   * @param outdated which of them
   */
  void goBack(Deployment live, Predicate<Deployment> outdated) {
    deployments.newest(live.app(), LOOKED_AT).stream()
        .filter(each -> each.track() == live.track())
        .filter(outdated)
        .forEach(each -> end(each, live.id()));
  }

  private void end(Deployment old, String newer) {
    if (!waitsOrBuilds(old.status())) {
      return;
    }
    deployments
        .change(
            old.id(),
            status ->
                switch (status) {
                  case DeploymentStatus.Queued _ -> new DeploymentStatus.Superseded(newer);
                  case DeploymentStatus.Building _ -> new DeploymentStatus.Cancelled(newer);
                  default -> status;
                })
        .filter(ended -> ended.status().ended())
        .ifPresent(ended -> superseded(ended, newer));
  }

  private void superseded(Deployment ended, String newer) {
    traces.ended(ended);
    LOG.atInfo()
        .addKeyValue("deployment", ended.id())
        .addKeyValue("by", newer)
        .log("Superseded a deployment");
  }

  private static boolean waitsOrBuilds(DeploymentStatus status) {
    return status instanceof DeploymentStatus.Queued || status instanceof DeploymentStatus.Building;
  }
}

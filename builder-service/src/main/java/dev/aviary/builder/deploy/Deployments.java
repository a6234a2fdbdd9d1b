package dev.aviary.builder.deploy;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentIds;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.http.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people may see of deployments. */
@Singleton
final class Deployments {
  /** How many of an app's deployments are listed. */
  static final int LISTED = 50;

  private final DeploymentStore store;

  Deployments(DeploymentStore store) {
    this.store = store;
  }

  /**
   * @throws ProblemException 404 when there is none
   */
  Deployment get(String id) {
    return store.find(DeploymentIds.check(id)).orElseThrow(() -> unknown(id));
  }

  /** The app's newest ones, newest first. */
  List<Deployment> of(@Nullable String app) {
    return store.newest(Check.app(app), LISTED);
  }

  static ProblemException unknown(String id) {
    return ProblemException.notFound("there is no deployment " + id);
  }
}

package dev.aviary.builder.deploy;

import dev.aviary.builder.trigger.DeploymentIds;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.types.files.SystemFile;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people may see of deployments. */
@Singleton
final class Deployments {
  /** How many of an app's deployments are listed. */
  static final int LISTED = 50;

  private final DeploymentStore store;
  private final BuildOutputs outputs;

  Deployments(DeploymentStore store, BuildOutputs outputs) {
    this.store = store;
    this.outputs = outputs;
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

  /**
   * The file of what its build printed.
   *
   * @throws ProblemException 404 when it has printed nothing yet, or the file is gone
   */
  SystemFile output(Deployment deployment) {
    return outputs
        .find(deployment)
        .map(file -> new SystemFile(file.toFile(), MediaType.TEXT_PLAIN_TYPE))
        .orElseThrow(() ->
            ProblemException.notFound(
                "the output of the build of %s is no longer kept; the oldest output is removed first (aviary.output)"
                    .formatted(deployment.id())));
  }

  static ProblemException unknown(String id) {
    return ProblemException.notFound("there is no deployment " + id);
  }
}

package dev.aviary.builder.deploy;

import dev.aviary.builder.listener.PublicPort;
import dev.aviary.builder.trigger.BuildAccess;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.http.AdminAccess;
import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/**
 * Decides which calls may read a deployment: on the admin port those with the admin token, on the
 * public port those with the build token of its app. All others are answered as if it did not
 * exist.
 */
@Singleton
final class DeploymentReaders {
  private final PublicPort port;
  private final AdminAccess admin;
  private final BuildAccess builds;
  private final Deployments deployments;

  DeploymentReaders(
      PublicPort port, AdminAccess admin, BuildAccess builds, Deployments deployments) {
    this.port = port;
    this.admin = admin;
    this.builds = builds;
    this.deployments = deployments;
  }

  /**
   * @throws ProblemException 401 or 403 without the token, 404 when there is none of this id that
   *     the token may read
   */
  Deployment find(HttpRequest<?> request, String id) {
    if (!port.took(request)) {
      admin.check(request);
      return deployments.get(id);
    }
    String app = builds.owner(request);
    Deployment deployment = deployments.get(id);
    if (!deployment.app().equals(app)) {
      throw Deployments.unknown(id);
    }
    return deployment.withoutSettings();
  }
}

package dev.aviary.contract.rollout;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Release;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A release that should run on a track, and the deployment that wants it there. Container names
 * follow from slot and deployment, so a step that is taken twice finds itself.
 */
@Serdeable
public record Placement(Release release, String deployment) {
  public Placement {
    Check.present(release, "release");
    Check.text(deployment, "deployment");
  }

  /** Whether a withdrawal that names this commit and deployment means this placement. */
  public boolean is(String commit, String byDeployment) {
    return release.commit().equals(commit) && deployment.equals(byDeployment);
  }
}

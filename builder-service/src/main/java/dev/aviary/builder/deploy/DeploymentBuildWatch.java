package dev.aviary.builder.deploy;

import dev.aviary.builder.image.BuildWatch;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import io.lettuce.core.RedisException;
import java.time.Duration;

/**
 * Follows one build for its deployment: writes its lines down, and knows whether somebody ended it
 * meanwhile, here or in another builder.
 */
final class DeploymentBuildWatch implements BuildWatch {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final BuildLog log;
  private final DeploymentStore deployments;
  private final QueueStore.Entry entry;
  private long looked = System.nanoTime() - LOOK.toNanos();
  private boolean wanted = true;

  DeploymentBuildWatch(BuildLog log, DeploymentStore deployments, QueueStore.Entry entry) {
    this.log = log;
    this.deployments = deployments;
    this.entry = entry;
  }

  @Override
  public void line(String text) {
    log.line(text);
  }

  @Override
  public boolean wanted() {
    long now = System.nanoTime();
    if (now - looked >= LOOK.toNanos()) {
      looked = now;
      wanted = look();
    }
    return wanted;
  }

  private boolean look() {
    try {
      return deployments
          .find(entry.deployment())
          .filter(now -> now.status() instanceof DeploymentStatus.Building)
          .isPresent();
    } catch (RedisException away) {
      return true;
    }
  }
}

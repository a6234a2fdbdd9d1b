package dev.aviary.builder.deploy;

import dev.aviary.builder.image.BuildWatch;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.deployment.QueueStore;
import io.lettuce.core.RedisException;

/**
 * Follows one build for its deployment: writes its lines down, keeps its place in the queue, and
 * knows whether somebody ended it meanwhile, here or in another builder.
 */
final class Watch implements BuildWatch {
  private final BuildJournal journal;
  private final DeploymentStore deployments;
  private final QueueStore queue;
  private final String builder;
  private final QueueStore.Entry entry;

  Watch(
      BuildJournal journal,
      DeploymentStore deployments,
      QueueStore queue,
      String builder,
      QueueStore.Entry entry) {
    this.journal = journal;
    this.deployments = deployments;
    this.queue = queue;
    this.builder = builder;
    this.entry = entry;
  }

  @Override
  public void line(String text) {
    journal.line(entry.deployment(), text);
  }

  @Override
  public boolean wanted() {
    try {
      boolean wanted =
          deployments
              .find(entry.deployment())
              .filter(now -> now.status() instanceof DeploymentStatus.Building)
              .isPresent();
      if (wanted) {
        queue.keep(builder, entry);
      }
      return wanted;
    } catch (RedisException away) {
      return true;
    }
  }
}

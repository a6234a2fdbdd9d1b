package dev.aviary.monitor.console.live;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.monitor.console.live.AppOverview.DeploymentOverview;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The deployments that have not ended. An app is looked at again when the timeline names it, while
 * something of it is under way, and every half minute. For one thread.
 */
@Singleton
final class DeploymentsUnderWay {
  private static final int NEWEST = 5;
  private static final long ALL = Duration.ofSeconds(30).toNanos();

  private final DeploymentStore deployments;
  private final Map<String, List<DeploymentOverview>> known = new HashMap<>();
  private final Set<String> named = new HashSet<>();
  private long allAt = System.nanoTime();

  DeploymentsUnderWay(DeploymentStore deployments) {
    this.deployments = deployments;
  }

  /** The timeline tells of this app. */
  void named(String app) {
    named.add(app);
  }

  /**
   * Looks what is due.
   *
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  void look(Set<String> apps) {
    long now = System.nanoTime();
    boolean all = now - allAt >= 0;
    known.keySet().retainAll(apps);
    for (String app : apps) {
      if (all || named.contains(app) || !known.getOrDefault(app, List.of()).isEmpty()) {
        known.put(app, underWay(app));
        named.remove(app);
      }
    }
    if (all) {
      allAt = now + ALL;
    }
  }

  List<DeploymentOverview> of(String app) {
    return known.getOrDefault(app, List.of());
  }

  private List<DeploymentOverview> underWay(String app) {
    return deployments.newest(app, NEWEST).stream()
        .filter(each -> !each.status().ended())
        .map(each -> DeploymentOverview.of(each, state(each)))
        .toList();
  }

  private static String state(Deployment deployment) {
    return switch (deployment.status()) {
      case DeploymentStatus.Queued _ -> "queued";
      case DeploymentStatus.Building _ -> "building";
      case DeploymentStatus.Starting _ -> "starting";
      case DeploymentStatus ended -> throw new IllegalStateException("has ended: " + ended);
    };
  }
}

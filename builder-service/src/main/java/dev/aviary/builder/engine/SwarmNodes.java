package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.SwarmNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The nodes of the swarm that the engine manages. */
@Singleton
public final class SwarmNodes {
  private final DockerClient docker;

  SwarmNodes(DockerClient docker) {
    this.docker = docker;
  }

  /**
   * The ids of all nodes, those that are down or drained too: one leaves by {@code docker node rm}.
   * Empty: the engine manages no swarm, and knows nothing of nodes.
   *
   * @throws RuntimeException when Docker fails, or the swarm has no leader
   */
  public Optional<Set<String>> ids() {
    var swarm = docker.infoCmd().exec().getSwarm();
    if (swarm == null || !Boolean.TRUE.equals(swarm.getControlAvailable())) {
      return Optional.empty();
    }
    return Optional.of(
        docker.listSwarmNodesCmd().exec().stream()
            .map(SwarmNode::getId)
            .collect(Collectors.toUnmodifiableSet()));
  }
}

package dev.aviary.builder.swarm;

import dev.aviary.builder.engine.SwarmNodes;
import dev.aviary.builder.lease.Leadership;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.telemetry.BalancerStore;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the balancers of removed nodes from the members whose acknowledgement counts. Silence alone
 * removes none: a node that is down, cut off or drained is still a node of the swarm. Nor does the
 * removal alone: a balancer that speaks still routes.
 */
@Singleton
final class RemovedNodes {
  private static final Logger LOG = LoggerFactory.getLogger(RemovedNodes.class);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Leadership leadership;
  private final BalancerStore balancers;
  private final SwarmNodes nodes;
  private final EventLog events;
  private final InstantSource clock;
  private final BackgroundLoop loop;

  RemovedNodes(
      Leadership leadership,
      BalancerStore balancers,
      SwarmNodes nodes,
      EventLog events,
      InstantSource clock,
      BackgroundLoops loops) {
    this.leadership = leadership;
    this.balancers = balancers;
    this.nodes = nodes;
    this.events = events;
    this.clock = clock;
    this.loop = loops.make("removed-nodes", LOOK, this::look);
  }

  @EventListener
  void start(ServerStartupEvent event) {
    loop.start();
  }

  @PreDestroy
  void stop() {
    loop.close();
  }

  /** The engine is asked only while a balancer of a swarm is silent. */
  private void look() {
    if (!leadership.leads()) {
      return;
    }
    List<SwarmMember> silent =
        balancers.silent().stream().map(SwarmMember::of).flatMap(Optional::stream).toList();
    if (silent.isEmpty()) {
      return;
    }
    nodes.ids().ifPresent(known -> ofOtherNodes(silent, known).forEach(this::forget));
  }

  static List<SwarmMember> ofOtherNodes(List<SwarmMember> members, Set<String> nodes) {
    return members.stream().filter(each -> !nodes.contains(each.node())).toList();
  }

  private void forget(SwarmMember member) {
    balancers.forget(member.id());
    events.append(
        new Event(
            clock.instant(),
            "builder",
            "balancer-forgotten",
            null,
            member.id(),
            "its node was removed from the swarm"));
    LOG.atInfo()
        .addKeyValue("balancer", member.id())
        .addKeyValue("node", member.node())
        .log("Forgot the balancer of a removed node");
  }
}

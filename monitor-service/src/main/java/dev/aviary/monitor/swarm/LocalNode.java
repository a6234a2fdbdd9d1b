package dev.aviary.monitor.swarm;

import dev.aviary.contract.app.Track;
import dev.aviary.monitor.node.NodeSettings;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.SampleListener;
import dev.aviary.monitor.swarm.NodeReport.Kill;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is seen of this node, and of all. */
@Singleton
final class LocalNode implements SampleListener {
  /** How long a kill is told. */
  private static final Duration TOLD = Duration.ofMinutes(1);

  private final NodeSettings node;
  private final List<Kill> kills = new ArrayList<>();
  private volatile List<Container> all = List.of();
  private volatile List<Container> here = List.of();
  private volatile Runnable whenChanged = () -> {};

  LocalNode(NodeSettings node) {
    this.node = node;
  }

  /**
   * @param told is run when other nodes are to know something at once
   */
  void whenChanged(Runnable told) {
    whenChanged = told;
  }

  @Override
  public void running(List<Container> containers, long at) {
    List<Container> before = here;
    all = containers;
    here = containers.stream().filter(each -> each.node().equals(node.name())).toList();
    if (!here.equals(before)) {
      whenChanged.run();
    }
  }

  @Override
  public void killedForMemory(Culprit app, Instant when, long at) {
    if (isHere(app.container())) {
      synchronized (kills) {
        kills.add(new Kill(app, when));
      }
      whenChanged.run();
    }
  }

  /** Of every node. */
  List<Container> all() {
    return all;
  }

  List<Container> here() {
    return here;
  }

  boolean isHere(String container) {
    return here.stream().anyMatch(each -> each.id().equals(container));
  }

  boolean hasCanary() {
    return here.stream()
        .map(Container::app)
        .anyMatch(each -> each != null && each.track() == Track.CANARY);
  }

  List<Kill> kills(Instant now) {
    synchronized (kills) {
      kills.removeIf(each -> each.when().isBefore(now.minus(TOLD)));
      return List.copyOf(kills);
    }
  }
}

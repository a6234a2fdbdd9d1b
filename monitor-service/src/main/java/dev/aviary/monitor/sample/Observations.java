package dev.aviary.monitor.sample;

import dev.aviary.monitor.node.NodeSettings;
import dev.aviary.monitor.record.Culprit;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings together what is seen of this node and what other nodes tell, and hands it to all that
 * listen: they know no difference.
 */
@Singleton
public final class Observations {
  private final NodeSettings node;
  private final List<SampleListener> listeners;
  private final Map<String, List<Container>> byNode = new LinkedHashMap<>();
  private volatile boolean seenHere;

  Observations(NodeSettings node, List<SampleListener> listeners) {
    this.node = node;
    this.listeners = listeners;
    byNode.put(node.name(), List.of());
  }

  /** The engine of this node says: these containers run here, and no others. */
  void running(List<Container> containers, long at) {
    seenHere = true;
    running(node.name(), containers, at);
  }

  /** Whether the engine of this node has told what runs here. */
  public boolean seenHere() {
    return seenHere;
  }

  /**
   * The same of another node.
   *
   * @param at monotonic, in nanoseconds
   */
  public synchronized void running(String which, List<Container> containers, long at) {
    byNode.put(which, List.copyOf(containers));
    tell(at);
  }

  /** A node left the swarm: its containers are gone. */
  public synchronized void left(String which, long at) {
    if (byNode.remove(which) != null) {
      tell(at);
    }
  }

  private void tell(long at) {
    var all = new LinkedHashMap<String, Container>();
    byNode.values().forEach(each -> each.forEach(one -> all.putIfAbsent(one.id(), one)));
    List<Container> containers = new ArrayList<>(all.values());
    listeners.forEach(each -> each.running(containers, at));
  }

  /**
   * @param at monotonic, in nanoseconds
   */
  public void sampled(Container container, Sample sample, long at) {
    listeners.forEach(each -> each.sampled(container, sample, at));
  }

  /**
   * @param at monotonic, in nanoseconds
   */
  public void killedForMemory(Culprit app, Instant when, long at) {
    listeners.forEach(each -> each.killedForMemory(app, when, at));
  }
}

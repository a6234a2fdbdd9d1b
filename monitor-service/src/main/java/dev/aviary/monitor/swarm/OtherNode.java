package dev.aviary.monitor.swarm;

import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.HostLoad;
import dev.aviary.monitor.sample.HostLoads;
import dev.aviary.monitor.sample.Observations;
import dev.aviary.monitor.sample.Sample;
import dev.aviary.monitor.sample.SampleStore.Entry;
import dev.aviary.monitor.swarm.NodeReport.Kill;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of another node. For one thread. */
final class OtherNode {
  private final String name;
  private final Map<String, Container> containers = new HashMap<>();
  private final Map<String, String> readTo = new HashMap<>();
  private final Set<Kill> kills = new HashSet<>();
  private String text = "";
  private long changedAt;
  private NodeReport report;

  OtherNode(String name, NodeReport report) {
    this.name = name;
    this.report = report;
  }

  String name() {
    return name;
  }

  NodeReport report() {
    return report;
  }

  boolean says(String newest) {
    return text.equals(newest);
  }

  /** How long it has given no sign of life, as far as this monitor could hear one. */
  Duration silence(long now) {
    return Duration.ofNanos(now - changedAt);
  }

  /** Whatever it said before could not be heard. */
  void heardNow(long now) {
    changedAt = now;
  }

  /**
   * @param from the entry of samples after which those of a new container are read
   */
  void take(
      String newest,
      NodeReport next,
      String from,
      Observations observations,
      HostLoads loads,
      long now) {
    text = newest;
    changedAt = now;
    report = next;
    if (next.seen()) {
      follow(next.containers(), from, observations, now);
    }
    loads.told(name, Objects.requireNonNullElse(next.load(), HostLoad.UNKNOWN));
    kills.retainAll(next.kills());
    next.kills().stream()
        .filter(kills::add)
        .forEach(each -> observations.killedForMemory(each.app(), each.when(), now));
  }

  private void follow(List<Container> running, String from, Observations observations, long now) {
    Map<String, Container> then =
        running.stream().collect(Collectors.toMap(Container::id, each -> each, (one, _) -> one));
    if (!then.equals(containers)) {
      containers.clear();
      containers.putAll(then);
      readTo.keySet().retainAll(then.keySet());
      then.keySet().forEach(each -> readTo.putIfAbsent(each, from));
      observations.running(name, running, now);
    }
  }

  /** Container to the last entry of its samples that was read. */
  Map<String, String> readTo() {
    return readTo;
  }

  /**
   * Hands on samples with the distances between them: the newest is of now. No two clocks are
   * compared.
   *
   * @param found container to what is new, oldest first
   */
  void take(Map<String, List<Entry>> found, Observations observations, long now) {
    Instant newest =
        found.entrySet().stream()
            .filter(each -> containers.containsKey(each.getKey()))
            .map(each -> each.getValue().getLast().sample())
            .filter(Objects::nonNull)
            .map(Sample::at)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    containers.forEach((id, container) ->
        found
            .getOrDefault(id, List.of())
            .forEach(entry -> {
              readTo.put(id, entry.id());
              Sample sample = entry.sample();
              if (sample != null) {
                long age = Duration.between(sample.at(), newest).toNanos();
                observations.sampled(container, sample, now - Math.max(0, age));
              }
            }));
  }
}

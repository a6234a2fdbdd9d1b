package dev.aviary.monitor.swarm;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.monitor.lease.JudgeLease;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The reports of the nodes, and which nodes are gone. */
@Singleton
public final class NodeReportStore {
  private final RedisLink redis;
  private final Writes writes;
  private final Wire wire;
  private final EventLog events;
  private final JudgeLease judge;

  NodeReportStore(RedisLink redis, Writes writes, Wire wire, EventLog events, JudgeLease judge) {
    this.redis = redis;
    this.writes = writes;
    this.wire = wire;
    this.events = events;
    this.judge = judge;
  }

  void put(String node, NodeReport report) {
    redis.commands().hset(Keys.NODES, node, wire.write(report));
  }

  /** Node to its report, as it is stored. */
  Map<String, String> all() {
    return redis.commands().hgetall(Keys.NODES);
  }

  Optional<NodeReport> read(String node, String text) {
    return wire.readable(Keys.NODES, node, text, NodeReport.class);
  }

  /** Node to since when it is gone. */
  Map<String, String> gone() {
    return redis.commands().hgetall(Keys.NODES_GONE);
  }

  /** The judge alone, and once. */
  void putGone(String node, Instant since, Event event) {
    var write =
        judge
            .guard(writes.begin())
            .absent(Keys.NODES_GONE, node)
            .put(Keys.NODES_GONE, node, since.toString());
    judge.refused(events.append(write, event).run());
  }

  /** The judge alone, and once. */
  void putBack(String node, String since, Event event) {
    var write =
        judge
            .guard(writes.begin())
            .expect(Keys.NODES_GONE, node, since)
            .remove(Keys.NODES_GONE, node);
    judge.refused(events.append(write, event).run());
  }

  /** It is no node of the swarm any more. The judge alone. */
  void forget(String node) {
    var write = judge.guard(writes.begin()).remove(Keys.NODES, node).remove(Keys.NODES_GONE, node);
    judge.refused(write.run());
  }
}

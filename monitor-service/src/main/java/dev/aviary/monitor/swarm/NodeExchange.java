package dev.aviary.monitor.swarm;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.monitor.node.NodeSettings;
import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.HostLoads;
import dev.aviary.monitor.sample.NewestSamples;
import dev.aviary.monitor.sample.Observations;
import dev.aviary.monitor.sample.SampleStore;
import dev.aviary.monitor.sample.SamplingDemand;
import io.lettuce.core.RedisException;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the monitors of other nodes what is seen of this one, and hands on what they tell. So each
 * monitor knows every container of the swarm, and whichever is the judge goes on at once.
 */
@Singleton
final class NodeExchange {
  private static final Logger LOG = LoggerFactory.getLogger(NodeExchange.class);

  /** The pause while something is needed every second. */
  private static final Duration BRISK = Duration.ofSeconds(1);

  private static final Duration CALM = Duration.ofSeconds(2);

  /** The sign of life of a node of which nothing else is to be told. */
  private static final long BEAT = Duration.ofSeconds(5).toNanos();

  /** So old samples of a container are read when it is first seen: those of a window. */
  private static final Duration BACK = Duration.ofMinutes(1);

  private final NodeSettings node;
  private final LocalNode local;
  private final NodeReportStore store;
  private final NodeWatch watch;
  private final SampleStore samples;
  private final Observations observations;
  private final HostLoads loads;
  private final NewestSamples board;
  private final List<SamplingDemand> demands;
  private final LogQuestions questions;
  private final LogAnswers answers;
  private final InstantSource clock;
  private final BackgroundLoop loop;
  private final Map<String, OtherNode> others = new HashMap<>();
  private @Nullable NodeReport told;
  private long toldAt;

  NodeExchange(
      NodeSettings node,
      LocalNode local,
      NodeReportStore store,
      NodeWatch watch,
      SampleStore samples,
      Observations observations,
      HostLoads loads,
      NewestSamples board,
      List<SamplingDemand> demands,
      LogQuestions questions,
      LogAnswers answers,
      InstantSource clock,
      BackgroundLoops loops) {
    this.node = node;
    this.local = local;
    this.store = store;
    this.watch = watch;
    this.samples = samples;
    this.observations = observations;
    this.loads = loads;
    this.board = board;
    this.demands = demands;
    this.questions = questions;
    this.answers = answers;
    this.clock = clock;
    this.loop = loops.make("node-exchange", this::pause, this::round);
  }

  @EventListener
  void start(ServerStartupEvent started) {
    if (node.ofSwarm()) {
      local.whenChanged(loop::wake);
      loop.start();
    }
  }

  /** A monitor that is replaced comes back soon; one of a node that is drained does not. */
  @EventListener
  void stop(ShutdownEvent stopping) {
    loop.close();
    NodeReport last = told;
    if (last != null) {
      try {
        store.put(node.name(), last.at(clock.instant(), true));
      } catch (RedisException away) {
        LOG.atInfo().log("Could not say that this monitor ends: Redis is away");
      }
    }
  }

  private Duration pause() {
    boolean brisk =
        local.all().stream()
            .anyMatch(each -> demands.stream().anyMatch(demand -> demand.everySecond(each)));
    return brisk ? BRISK : CALM;
  }

  private void round() {
    long now = System.nanoTime();
    try {
      Map<String, String> texts = store.all();
      boolean lost = !texts.containsKey(node.name());
      tell(now, lost);
      watch.take(store.gone());
      texts.forEach((name, text) -> {
        if (!name.equals(node.name())) {
          hear(name, text, now);
        }
      });
      readSamples(now);
      List.copyOf(others.values()).forEach(each -> look(each, texts, now));
      answers.take(
          others.values().stream().flatMap(each -> each.report().questions().stream()).toList());
    } catch (RedisException away) {
      // While nothing is heard of any of them, none is silent.
      others.values().forEach(each -> each.heardNow(System.nanoTime()));
      throw away;
    }
  }

  private void tell(long now, boolean lost) {
    var next =
        new NodeReport(
            clock.instant(),
            false,
            observations.seenHere(),
            local.here(),
            local.hasCanary() ? loads.of(node.name(), now) : null,
            board.isRead(),
            local.kills(clock.instant()),
            questions.open(),
            answers.ready());
    NodeReport before = told;
    if (lost
        || before == null
        || !next.at(before.at(), false).equals(before)
        || now - toldAt >= BEAT) {
      store.put(node.name(), next);
      told = next;
      toldAt = now;
    }
  }

  private void hear(String name, String text, long now) {
    OtherNode known = others.get(name);
    if (known != null && known.says(text)) {
      return;
    }
    NodeReport report = store.read(name, text).orElse(null);
    if (report == null) {
      return;
    }
    // A report that was there before this monitor says nothing of whether its node lives.
    boolean isNew = known == null;
    OtherNode other = others.computeIfAbsent(name, _ -> new OtherNode(name, report));
    String from = clock.instant().minus(BACK).toEpochMilli() + "-0";
    other.take(text, report, from, observations, loads, now);
    if (!isNew) {
      watch.heard(other);
    }
    if (report.read()) {
      board.readElsewhere();
    }
    questions.take(report.answers());
  }

  private void readSamples(long now) {
    var after = new HashMap<String, String>();
    others.values().forEach(each -> after.putAll(each.readTo()));
    local.here().stream().map(Container::id).forEach(after::remove);
    var found = samples.since(after);
    if (!found.isEmpty()) {
      new ArrayList<>(others.values()).forEach(each -> each.take(found, observations, now));
    }
  }

  private void look(OtherNode other, Map<String, String> texts, long now) {
    if (!watch.isSilent(other, now)) {
      return;
    }
    if (!texts.containsKey(other.name()) || watch.silent(other, now)) {
      others.remove(other.name());
      loads.left(other.name());
      observations.left(other.name(), now);
    }
  }
}

package dev.aviary.monitor.canary;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.telemetry.TrafficStore;
import dev.aviary.contract.telemetry.TrafficStore.Entry;
import dev.aviary.monitor.evidence.PastStore;
import dev.aviary.monitor.lease.JudgeLease;
import dev.aviary.monitor.sample.Container;
import io.lettuce.core.RedisException;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges every canary that serves, once a second, and has it withdrawn when its visitors fare worse
 * than those of stable. Redis is asked about apps with a canary container alone; all other apps
 * cost one question together, every half minute.
 */
@Singleton
final class CanarySupervisor {
  private static final Logger LOG = LoggerFactory.getLogger(CanarySupervisor.class);

  /** The pause while there is no canary; one that comes ends it. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** How often stable's traffic is read while no canary serves. */
  private static final long LEARNING = Duration.ofSeconds(30).toNanos();

  /** Intervals of one app in one look: more than those of two minutes. */
  private static final int AT_ONCE = 500;

  private final RunningContainers containers;
  private final ControlReader control;
  private final TrafficStore traffic;
  private final PastStore pasts;
  private final CanaryRecords files;
  private final LogReader logs;
  private final RulingActions consequences;
  private final JudgeLease judge;
  private final InstantSource clock;
  private final BackgroundLoop loop;
  private final Map<String, JudgedApp> apps = new HashMap<>();
  private long term;
  private long learnAt = System.nanoTime();

  CanarySupervisor(
      RunningContainers containers,
      ControlReader control,
      TrafficStore traffic,
      PastStore pasts,
      CanaryRecords files,
      LogReader logs,
      RulingActions consequences,
      JudgeLease judge,
      InstantSource clock,
      BackgroundLoops loops) {
    this.containers = containers;
    this.control = control;
    this.traffic = traffic;
    this.pasts = pasts;
    this.files = files;
    this.logs = logs;
    this.consequences = consequences;
    this.judge = judge;
    this.clock = clock;
    this.loop = loops.make("canary-desk", this::pause, this::round);
  }

  @EventListener
  void start(ServerStartupEvent started) {
    containers.whenCanaryComes(loop::wake);
    judge.onChange(loop::wake);
    loop.start();
  }

  @EventListener
  void stop(ShutdownEvent stopping) {
    loop.close();
  }

  private Duration pause() {
    if (!judge.judges() || withCanary().isEmpty()) {
      return IDLE;
    }
    long counted = apps.values().stream().mapToLong(JudgedApp::countedAt).max().orElse(0);
    return NextLook.after(counted, clock.millis());
  }

  private void round() {
    if (term != judge.term()) {
      // What another monitor judged meanwhile is on record.
      term = judge.term();
      apps.clear();
    }
    if (!judge.judges()) {
      return;
    }
    Map<String, String> stable = containers.stableReleases();
    apps.keySet().retainAll(known(stable));
    Set<String> asked = new HashSet<>();
    for (String app : withCanary()) {
      attempt(app, () -> follow(app));
      JudgedApp judged = apps.get(app);
      if (judged != null && judged.canary() != null) {
        asked.add(app);
      }
    }
    apps.forEach((app, judged) -> {
      if (!asked.contains(app)) {
        judged.rest();
      }
    });
    long now = System.nanoTime();
    if (now - learnAt >= 0) {
      learnAt = now + LEARNING;
      asked.addAll(stable.keySet());
    }
    read(asked, stable);
  }

  /** Also those whose container just died: what serves is said in Redis. */
  private Set<String> withCanary() {
    var names = new HashSet<>(containers.appsWithCanary());
    apps.forEach((name, app) -> {
      if (app.canary() != null) {
        names.add(name);
      }
    });
    return names;
  }

  private Set<String> known(Map<String, String> stable) {
    var known = new HashSet<>(stable.keySet());
    known.addAll(withCanary());
    return known;
  }

  private JudgedApp app(String name) {
    return apps.computeIfAbsent(name, _ -> new JudgedApp(new StableLearning(name, pasts)));
  }

  /** Looks what serves. */
  private void follow(String name) {
    JudgedApp judged = app(name);
    Optional<Serving> serving =
        Serving.of(control.read(name).app(name)).filter(each -> each.options().judges());
    if (serving.isEmpty()) {
      judged.rest();
      return;
    }
    Instant startedAt =
        containers
            .find(serving.get().canary().container())
            .map(Container::startedAt)
            .orElseGet(clock::instant);
    judged.read();
    judged.judge(serving.get(), startedAt, files, this::inquiries);
    CanaryCase canary = judged.canary();
    if (canary != null) {
      canary.look(containers::find, clock.instant());
    }
  }

  private CanaryInquiries inquiries() {
    return new CanaryInquiries(new CanaryProbes(clock), new LogWatch(logs));
  }

  private void read(Set<String> asked, Map<String, String> stable) {
    var after = new HashMap<String, String>();
    asked.forEach(name -> attempt(name, () -> after.put(name, app(name).read())));
    Map<String, List<Entry>> found = traffic.since(after, AT_ONCE);
    Instant now = clock.instant();
    for (String name : after.keySet()) {
      JudgedApp judged = app(name);
      attempt(
          name,
          () -> {
            judged.take(found.getOrDefault(name, List.of()), stable.get(name), now);
            act(judged.canary(), now);
            judged.record(now);
          });
    }
  }

  private void act(@Nullable CanaryCase canary, Instant now) {
    if (canary != null && canary.culprit() != null) {
      consequences.follow(canary, canary.culprit(), now);
    }
  }

  /** What is wrong with one app holds up no other. */
  private static void attempt(String app, Runnable task) {
    try {
      task.run();
    } catch (RedisException away) {
      throw away;
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).addKeyValue("app", app).log("Could not judge a canary");
    }
  }
}

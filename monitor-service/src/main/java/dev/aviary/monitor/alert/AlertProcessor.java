package dev.aviary.monitor.alert;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.monitor.lease.JudgeLease;
import dev.aviary.monitor.node.NodeSettings;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.AlertClosing;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.Sample;
import dev.aviary.monitor.sample.SampleListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where samples become alerts. Everything that is known about containers and episodes belongs to
 * one thread; what is sampled waits for it, with the time at which it came.
 */
@Singleton
final class AlertProcessor implements SampleListener, CanaryFindings {
  private static final Logger LOG = LoggerFactory.getLogger(AlertProcessor.class);
  private static final String KILLED = "killed for memory";
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Samples that wait while Redis hangs, at most: more than those of a minute. */
  private static final int WAITING = 10_000;

  /** How often what is on record is looked at when nothing changed. */
  private static final long LOOK = Duration.ofSeconds(1).toNanos();

  /** How long a judge of a swarm may not know yet what runs on other nodes. */
  private static final long UNKNOWN = Duration.ofSeconds(20).toNanos();

  private final AlertSettings settings;
  private final Watches watches;
  private final Episodes episodes;
  private final JudgeLease judge;
  private final AlertIntake intake;
  private final AtomicInteger open = new AtomicInteger();
  private long lookedAt = System.nanoTime() - LOOK;
  private boolean changed;
  private long term;
  private long judgesSince = System.nanoTime();
  private final NodeSettings node;
  private final BackgroundLoop loop;

  AlertProcessor(
      AlertSettings settings,
      Episodes episodes,
      JudgeLease judge,
      NodeSettings node,
      InstantSource clock,
      WantedCpu wanted,
      MeterRegistry registry,
      BackgroundLoops loops) {
    this.settings = settings;
    this.watches = new Watches(settings, clock, wanted);
    this.episodes = episodes;
    this.judge = judge;
    this.node = node;
    this.term = judge.term();
    this.intake = new AlertIntake(WAITING, registry);
    this.loop = loops.make("alert-desk", PAUSE, this::work);
    registry.gauge("aviary.alerts.open", open);
  }

  @EventListener
  void start(ServerStartupEvent started) {
    judge.onChange(loop::wake);
    loop.start();
  }

  @EventListener
  void stop(ShutdownEvent stopping) {
    loop.close();
  }

  @Override
  public void sampled(Container container, Sample sample, long at) {
    Culprit app = container.app();
    if (app != null) {
      intake.sample(() -> compare(container, app, sample, at));
      loop.wake();
    }
  }

  @Override
  public void running(List<Container> containers, long at) {
    intake.sample(() -> follow(containers, at));
    loop.wake();
  }

  @Override
  public void killedForMemory(Culprit app, Instant when, long at) {
    evidence(app, KILLED, () -> killed(app, when, at));
  }

  @Override
  public void found(Culprit canary, Finding finding, AlertAction measure) {
    long at = System.nanoTime();
    evidence(
        canary,
        finding.metric().name(),
        () -> {
          episodes.fired(canary, finding, measure, at);
          changed = true;
        });
  }

  @Override
  public void over(Culprit canary, Metric metric) {
    long at = System.nanoTime();
    evidence(
        canary,
        metric.name(),
        () ->
            episodes
                .openOf(canary.container())
                .filter(episode -> episode.alert().measure() == AlertAction.KEPT)
                .filter(episode ->
                    episode.alert().findings().stream().allMatch(each -> each.metric() == metric))
                .ifPresent(episode -> end(canary.container(), AlertClosing.Cause.CLEARED, at)));
  }

  private void evidence(Culprit about, String kind, Runnable task) {
    intake.evidence(about.container(), kind, task);
    loop.wake();
  }

  /**
   * A monitor that is not the judge follows the samples alone: when it becomes the judge it knows
   * who is over a threshold, and what is on record it takes up then.
   */
  private void work() {
    if (term != judge.term()) {
      term = judge.term();
      judgesSince = System.nanoTime();
      episodes.forget();
      open.set(0);
    }
    intake.take().forEach(AlertProcessor::attempt);
    long now = System.nanoTime();
    if (!judge.judges()) {
      return;
    }
    if (changed || now - lookedAt >= LOOK) {
      changed = false;
      lookedAt = now;
      episodes
          .recall(now)
          .forEach(each -> watches.resume(each.culprit().container(), each.findings()));
      episodes.settle();
      open.set(episodes.open().size());
    }
  }

  /** One that fails takes none of the others with it. */
  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Could not process a sample");
    }
  }

  private void compare(Container container, Culprit app, Sample sample, long at) {
    var step = watches.take(container, app, sample, at);
    if (!judge.judges()) {
      return;
    }
    for (Metric metric : unreported(step)) {
      Finding finding = watches.finding(step.after(), metric, at);
      episodes.fired(
          app, finding, AlertActionRule.on(app.track(), finding, settings.alikePercent()), at);
      changed = true;
    }
    episodes.openOf(app.container()).ifPresent(episode -> goesOn(episode, step.after(), at));
    if (step.before().alerts() && !step.after().alerts() && sampledAlone(app.container())) {
      end(app.container(), AlertClosing.Cause.CLEARED, at);
    }
  }

  /** What visitors got, or what a container does, is not over when its samples are low again. */
  private boolean sampledAlone(String container) {
    return episodes.openOf(container).stream()
        .flatMap(episode -> episode.alert().findings().stream())
        .allMatch(each -> each.metric().isSampled());
  }

  /** Told once an alert: a process that is started again is killed again. */
  private void killed(Culprit app, Instant when, long at) {
    Finding finding = watches.killed(app, when, at);
    if (!judge.judges()) {
      return;
    }
    boolean known =
        episodes.openOf(app.container()).stream()
            .flatMap(episode -> episode.alert().findings().stream())
            .anyMatch(each -> each.killedAt() != null);
    if (!known) {
      episodes.fired(
          app, finding, AlertActionRule.on(app.track(), finding, settings.alikePercent()), at);
      changed = true;
    }
  }

  private List<Metric> unreported(Watches.Step step) {
    return episodes.openOf(step.after().container().container()).isPresent()
        ? step.after().fired(step.before())
        : step.after().firing();
  }

  private void goesOn(Episode episode, Watch watch, long at) {
    episode.peaks(watch);
    if (episode.alert().measure() == AlertAction.KEPT) {
      lookAgain(episode, watch, at);
    }
  }

  /** A canary that was kept because all ran hot goes when it alone stays hot. */
  private void lookAgain(Episode episode, Watch watch, long at) {
    Optional<Finding> blame =
        watch.firing().stream()
            .map(metric -> watches.finding(watch, metric, at))
            .filter(finding -> AlertActionRule.blames(finding, settings.alikePercent()))
            .findFirst();
    int confirmed = episode.blamed(blame.isPresent());
    if (blame.isPresent() && confirmed >= settings.confirmations()) {
      episodes.withdraw(episode, blame.get());
      changed = true;
    }
  }

  /** Only the engine's own word that a container does not run closes its alert. */
  private void follow(List<Container> running, long at) {
    Set<String> ids = running.stream().map(Container::id).collect(Collectors.toSet());
    var gone = new HashSet<>(watches.retain(running));
    if (!judge.judges()) {
      return;
    }
    if (!node.ofSwarm() || at - judgesSince > UNKNOWN) {
      episodes.open().stream()
          .map(Episode::container)
          .filter(id -> !ids.contains(id))
          .forEach(gone::add);
    }
    gone.forEach(id -> end(id, AlertClosing.Cause.GONE, at));
  }

  private void end(String container, AlertClosing.Cause cause, long at) {
    episodes
        .openOf(container)
        .ifPresent(episode -> {
          episodes.close(episode, cause, at);
          watches.forgetKill(container);
          changed = true;
        });
  }
}

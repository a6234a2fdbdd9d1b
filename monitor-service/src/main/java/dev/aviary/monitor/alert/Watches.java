package dev.aviary.monitor.alert;

import dev.aviary.contract.app.Track;
import dev.aviary.monitor.record.CpuDemand;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.record.StableMean;
import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The watches of all running app containers. For one thread. */
final class Watches {
  private final AlertSettings settings;
  private final InstantSource clock;
  private final WantedCpu wanted;
  private final Map<String, CpuDemand> demands = new HashMap<>();
  private final Map<String, Followed> followed = new HashMap<>();
  private final Map<String, Collection<Finding>> resumed = new HashMap<>();
  private final Map<String, Kill> kills = new HashMap<>();

  Watches(AlertSettings settings, InstantSource clock, WantedCpu wanted) {
    this.settings = settings;
    this.clock = clock;
    this.wanted = wanted;
  }

  /** What one sample changed. */
  record Step(Watch before, Watch after) {}

  private record Followed(Container container, Watch watch) {}

  /**
   * The kernel killed a process of a container for memory.
   *
   * @param at monotonic, in nanoseconds
   */
  private record Kill(Instant when, long at) {}

  Step take(Container container, Culprit app, Sample sample, long at) {
    Followed known = followed.get(container.id());
    Watch before =
        known != null && known.container().equals(container)
            ? known.watch()
            : begin(container, app, at);
    CpuDemand demand = demand(before, app, container.node(), sample, at);
    if (demand != null) {
      demands.put(container.id(), demand);
    }
    Watch after = before.next(sample, demand == null ? null : demand.wanted(), at);
    followed.put(container.id(), new Followed(container, after));
    return new Step(before, after);
  }

  /** A start takes longer on a busy host: it has another warm-up before it is said to want more. */
  private @Nullable CpuDemand demand(
      Watch watch, Culprit app, String node, Sample sample, long at) {
    if (app.track() != Track.CANARY || at - watch.warmFrom() < settings.warmUp().toNanos()) {
      return null;
    }
    List<Double> stable =
        stable(app)
            .flatMapToDouble(each -> each.window(Metric.CPU).lately(settings.mean(), at).stream())
            .boxed()
            .toList();
    return wanted.of(app, node, sample, stable, settings.threshold(Metric.WANTED_CPU), at);
  }

  /** An alert that is on record as open goes on, now or when its container is first sampled. */
  void resume(String container, Collection<Finding> findings) {
    resumed.put(container, findings);
    followed.computeIfPresent(
        container,
        (id, known) -> new Followed(known.container(), known.watch().alerting(findings)));
  }

  /**
   * The kernel killed a process of a container: memory fires at once, without a mean and also
   * during the warm-up.
   *
   * @return the evidence
   */
  Finding killed(Culprit app, Instant when, long at) {
    kills.put(app.container(), new Kill(when, at));
    Followed known = followed.get(app.container());
    Watch watch = known == null ? Watch.begin(settings, app, at) : known.watch();
    Finding finding = finding(watch, Metric.MEMORY, at);
    resume(app.container(), List.of(finding));
    return finding;
  }

  /** Its alert has closed. A kill before that is not counted for the next alert. */
  void forgetKill(String container) {
    kills.remove(container);
  }

  /** Forgets all but these, and returns the ids of those that were stopped or restarted. */
  Set<String> retain(Collection<Container> running) {
    var gone = new HashSet<String>();
    followed
        .values()
        .removeIf(
            known -> !running.contains(known.container()) && gone.add(known.container().id()));
    resumed.keySet().removeAll(gone);
    kills.keySet().removeAll(gone);
    demands.keySet().removeAll(gone);
    return gone;
  }

  /** The evidence against a container whose metric fires. */
  Finding finding(Watch watch, Metric metric, long at) {
    return new Finding(
        metric,
        settings.threshold(metric),
        rounded(watch.mean(metric, at).orElse(0)),
        (int) settings.mean().toSeconds(),
        rounded(watch.peak(metric).orElse(0)),
        rounded(watch.window(metric).values()),
        neighbours(watch.container(), metric, at),
        killedAt(watch.container(), metric),
        metric == Metric.WANTED_CPU ? demands.get(watch.container().container()) : null);
  }

  private @Nullable Instant killedAt(Culprit app, Metric metric) {
    Kill kill = metric == Metric.MEMORY ? kills.get(app.container()) : null;
    return kill == null ? null : kill.when();
  }

  /** Of a neighbour, only one in the last minute: it says that both suffer from the same. */
  private @Nullable Instant killedLately(Culprit app, Metric metric, long at) {
    Kill kill = kills.get(app.container());
    return kill != null && at - kill.at() <= Window.LENGTH.toNanos() ? killedAt(app, metric) : null;
  }

  private List<StableMean> neighbours(Culprit culprit, Metric metric, long at) {
    return stable(culprit)
        .flatMap(each ->
            each.window(ofNeighbour(metric)).lately(settings.mean(), at).stream()
                .mapToObj(mean ->
                    new StableMean(
                        each.container().slot().id(),
                        rounded(mean),
                        rounded(each.window(ofNeighbour(metric)).values()),
                        killedLately(each.container(), metric, at))))
        .toList();
  }

  /** What a stable container wants is not estimated: it is what the canary's is measured by. */
  private static Metric ofNeighbour(Metric metric) {
    return metric == Metric.WANTED_CPU ? Metric.CPU : metric;
  }

  private Stream<Watch> stable(Culprit culprit) {
    return followed.values().stream()
        .map(Followed::watch)
        .filter(each -> each.container().app().equals(culprit.app()))
        .filter(each -> each.container().track() == Track.STABLE)
        .filter(each -> !each.container().container().equals(culprit.container()))
        .sorted(Comparator.comparing(each -> each.container().slot()));
  }

  private Watch begin(Container container, Culprit app, long at) {
    Instant now = clock.instant();
    long age = Math.max(0, Duration.between(container.startedAt(), now).toNanos());
    Watch watch = Watch.begin(settings, app, at - age + settings.warmUp().toNanos());
    Collection<Finding> open = resumed.remove(container.id());
    return open == null ? watch : watch.alerting(open);
  }

  private static List<Double> rounded(List<Double> values) {
    return values.stream().map(Watches::rounded).toList();
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}

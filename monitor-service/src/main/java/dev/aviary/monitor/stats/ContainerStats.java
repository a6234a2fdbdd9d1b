package dev.aviary.monitor.stats;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.monitor.node.NodeSettings;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.sample.NewestSamples.Standing;
import dev.aviary.monitor.sample.Sample;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one container uses now.
 *
 * @param state {@code sampled}, or {@code no-data} when there is no sample of the last seconds:
 *     then every value is missing
 * @param node of a swarm, on which it runs; missing: the one machine
 * @param app of app containers only, as are slot, track, release, commit, branch
 * @param cpuPercent as {@code docker stats} prints it
 * @param cpuOfLimitPercent of the container's own CPU limit
 */
@Serdeable
public record ContainerStats(
    String container,
    String name,
    String role,
    State state,
    @Nullable String node,
    @Nullable String app,
    @Nullable Slot slot,
    @Nullable Track track,
    @Nullable String release,
    @Nullable String commit,
    @Nullable String branch,
    @Nullable Double cpuPercent,
    @Nullable Double cpuOfLimitPercent,
    @Nullable Long memoryBytes,
    @Nullable Long memoryLimitBytes,
    @Nullable Double memoryPercent,
    @Nullable Instant at) {

  /** Whether the values are known. */
  @Serdeable
  public enum State {
    @JsonProperty("sampled")
    SAMPLED,
    @JsonProperty("no-data")
    NO_DATA
  }

  /** Of each container. */
  public static List<ContainerStats> of(List<Standing> containers) {
    return containers.stream().map(ContainerStats::of).toList();
  }

  static ContainerStats of(Standing standing) {
    var container = standing.container();
    Culprit app = container.app();
    Sample sample = standing.sample();
    return new ContainerStats(
        container.id(),
        container.name(),
        container.role(),
        sample == null ? State.NO_DATA : State.SAMPLED,
        container.node().isEmpty() ? null : NodeSettings.shown(container.node()),
        from(app, Culprit::app),
        from(app, Culprit::slot),
        from(app, Culprit::track),
        from(app, Culprit::release),
        from(app, Culprit::commit),
        from(app, Culprit::branch),
        from(sample, Sample::cpuPercent),
        from(sample, Sample::cpuOfLimitPercent),
        from(sample, Sample::memoryBytes),
        from(sample, Sample::memoryLimitBytes),
        from(sample, Sample::memoryPercent),
        from(sample, Sample::at));
  }

  private static <S, T> @Nullable T from(@Nullable S source, Function<S, @Nullable T> value) {
    return source == null ? null : value.apply(source);
  }
}

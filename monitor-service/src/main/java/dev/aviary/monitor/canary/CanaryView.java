package dev.aviary.monitor.canary;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.route.CanaryProgress;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One canary deployment, as people and scripts see it.
 *
 * @param serving whether it has a share of the traffic
 * @param judging the setting {@code judgement} of its app: off, dry or on; null: it does not serve
 * @param judgement null: nothing is known of it yet, or it is not judged
 * @param progress its way through the steps; null: it has none, or does not serve
 * @param containers its own and those of stable, while it serves
 * @param decided what the timeline says of it, oldest first
 */
@Serdeable
public record CanaryView(
    String app,
    String deployment,
    String release,
    boolean serving,
    @Nullable String judging,
    @Nullable Judgement judgement,
    @Nullable CanaryProgress progress,
    List<ContainerUse> containers,
    List<Event> decided) {

  /**
   * What a container uses now.
   *
   * @param cpuPercent of one CPU; null: no data
   * @param memoryPercent of its limit; null: no data
   */
  @Serdeable
  public record ContainerUse(
      String slot, @Nullable Double cpuPercent, @Nullable Double memoryPercent) {}
}

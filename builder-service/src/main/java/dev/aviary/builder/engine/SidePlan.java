package dev.aviary.builder.engine;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Placement;
import java.util.HashMap;
import java.util.Map;

/**
 * A container that is to be made beside the slots, and gets no traffic.
 *
 * @param process the name of a process, or {@link SideContainer#RELEASE}
 * @param command run in a shell
 */
public record SidePlan(
    AppSpec spec, Track track, Placement placement, String process, String command)
    implements PlannedContainer {

  /** A dot, which no process and no slot has in its name, keeps the names apart. */
  @Override
  public String name(Instance instance) {
    return String.join(
        "-",
        instance.name(),
        spec.name(),
        "%s.%s".formatted(process, track.id()),
        placement.deployment());
  }

  @Override
  public String place() {
    return process;
  }

  @Override
  public Map<String, String> purpose(Instance instance, Wire wire) {
    boolean release = process.equals(SideContainer.RELEASE);
    var labels =
        new HashMap<>(Labels.role(instance, release ? Labels.ROLE_RELEASE : Labels.ROLE_PROCESS));
    labels.put(Labels.PROCESS, process);
    return labels;
  }
}

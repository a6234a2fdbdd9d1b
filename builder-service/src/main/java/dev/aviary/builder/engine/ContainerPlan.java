package dev.aviary.builder.engine;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Placement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container that is to be made for a slot.
 *
 * @param previous the stable placement to roll back to once this one serves
 */
public record ContainerPlan(
    AppSpec spec, Slot slot, Placement placement, @Nullable Placement previous)
    implements PlannedContainer {

  @Override
  public String name(Instance instance) {
    return String.join("-", instance.name(), spec.name(), slot.id(), placement.deployment());
  }

  @Override
  public Track track() {
    return slot.track();
  }

  @Override
  public @Nullable String command() {
    return spec.run().command();
  }

  @Override
  public String place() {
    return slot.id();
  }

  @Override
  public Map<String, String> purpose(Instance instance, Wire wire) {
    var labels = new HashMap<>(Labels.role(instance, Labels.ROLE_APP));
    labels.put(Labels.SLOT, slot.id());
    if (previous != null) {
      labels.put(Labels.PREVIOUS, wire.write(previous));
    }
    return labels;
  }
}

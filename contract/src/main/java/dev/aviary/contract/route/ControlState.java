package dev.aviary.contract.route;

import dev.aviary.contract.redis.Revision;
import java.util.Map;

/** All control keys at one revision. */
public record ControlState(Revision revision, Map<String, AppControl> apps) {
  public ControlState {
    apps = Map.copyOf(apps);
  }
}

package dev.aviary.contract.route;

import dev.aviary.contract.redis.Revision;
import java.util.Map;
import java.util.Set;

/**
 * All control keys at one revision.
 *
 * @param removed the apps that were removed by a write that said so; nothing else makes an app go
 */
public record ControlState(Revision revision, Map<String, AppControl> apps, Set<String> removed) {
  public ControlState {
    apps = Map.copyOf(apps);
    removed = Set.copyOf(removed);
  }

  public AppControl app(String name) {
    return apps.getOrDefault(name, AppControl.nothing(name));
  }
}

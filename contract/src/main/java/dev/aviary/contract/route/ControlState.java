package dev.aviary.contract.route;

import dev.aviary.contract.app.RemovalMark;
import dev.aviary.contract.redis.Revision;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All control keys at one revision.
 *
 * @param removals when which app was last removed, those that were registered again among them
 */
public record ControlState(
    Revision revision, Map<String, AppControl> apps, Map<String, RemovalMark> removals) {
  public ControlState {
    apps = Map.copyOf(apps);
    removals = Map.copyOf(removals);
  }

  public AppControl app(String name) {
    return apps.getOrDefault(name, AppControl.nothing(name));
  }

  /** The apps that were removed by a write that said so; nothing else makes an app go. */
  public Set<String> removed() {
    return removals.entrySet().stream()
        .filter(each -> !each.getValue().over())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}

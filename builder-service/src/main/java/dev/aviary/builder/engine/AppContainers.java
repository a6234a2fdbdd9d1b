package dev.aviary.builder.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The containers of an app, or of all apps, whatever their state.
 *
 * @param slots those of the slots
 * @param sides those beside them
 */
public record AppContainers(List<AppContainer> slots, List<SideContainer> sides) {
  public static final AppContainers NONE = new AppContainers(List.of(), List.of());

  public AppContainers {
    slots = List.copyOf(slots);
    sides = List.copyOf(sides);
  }

  /** Those of each app. */
  public Map<String, AppContainers> byApp() {
    var apps = new HashMap<String, AppContainers>();
    slots.forEach(each ->
        apps.merge(each.app(), new AppContainers(List.of(each), List.of()), AppContainers::with));
    sides.forEach(each ->
        apps.merge(each.app(), new AppContainers(List.of(), List.of(each)), AppContainers::with));
    return apps;
  }

  private AppContainers with(AppContainers others) {
    return new AppContainers(
        Stream.concat(slots.stream(), others.slots.stream()).toList(),
        Stream.concat(sides.stream(), others.sides.stream()).toList());
  }

  /** The same with further ones in slots. */
  AppContainers withSlots(List<AppContainer> others) {
    return with(new AppContainers(others, List.of()));
  }

  public boolean isEmpty() {
    return slots.isEmpty() && sides.isEmpty();
  }
}

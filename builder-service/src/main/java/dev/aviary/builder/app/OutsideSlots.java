package dev.aviary.builder.app;

import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.builder.engine.JoinedContainer;
import dev.aviary.builder.engine.SideContainer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Docker has beside the slots of the apps, seen once for all of them.
 *
 * @param processes of each app; null while Docker does not answer
 * @param joined the owner's own containers on the app network; null while Docker does not answer
 */
record OutsideSlots(
    @Nullable Map<String, List<ProcessView>> processes, @Nullable List<JoinedContainer> joined) {

  static OutsideSlots of(Engine engine) {
    try {
      return new OutsideSlots(
          engine.all().sides().stream()
              .sorted(Comparator.comparing(SideContainer::name))
              .collect(
                  Collectors.groupingBy(
                      SideContainer::app,
                      Collectors.mapping(ProcessView::of, Collectors.toList()))),
          engine.joined());
    } catch (RuntimeException e) {
      if (!EngineFaults.away(e)) {
        throw e;
      }
      return new OutsideSlots(null, null);
    }
  }

  @Nullable List<ProcessView> processes(String app) {
    return processes == null ? null : processes.getOrDefault(app, List.of());
  }
}

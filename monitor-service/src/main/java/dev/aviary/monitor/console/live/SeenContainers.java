package dev.aviary.monitor.console.live;

import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.SampleListener;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The containers that run, as the engine said last. */
@Singleton
final class SeenContainers implements SampleListener {
  private volatile Map<String, Container> running = Map.of();

  @Override
  public void running(List<Container> containers, long at) {
    running =
        containers.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Container::member, Function.identity(), (one, _) -> one));
  }

  /**
   * @param member by which slots name it
   */
  Optional<Container> find(String member) {
    return Optional.ofNullable(running.get(member));
  }
}

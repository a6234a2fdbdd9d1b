package dev.aviary.monitor.canary;

import dev.aviary.contract.app.Track;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.SampleListener;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The app containers that run, as the engine says: from them follows what must be asked of Redis,
 * so that nothing is asked for apps without a canary.
 */
@Singleton
final class RunningContainers implements SampleListener {
  private volatile List<Container> running = List.of();

  private volatile Runnable whenCanaryComes = () -> {};

  /**
   * @param told is run when a canary's container comes that was not there before
   */
  void whenCanaryComes(Runnable told) {
    whenCanaryComes = told;
  }

  @Override
  public void running(List<Container> containers, long at) {
    Set<String> before = appsWithCanary();
    running = containers.stream().filter(each -> each.app() != null).toList();
    if (!before.containsAll(appsWithCanary())) {
      whenCanaryComes.run();
    }
  }

  /** The apps that have a container in the canary slot, whatever it does there. */
  Set<String> appsWithCanary() {
    return apps(Track.CANARY).map(Culprit::app).collect(Collectors.toUnmodifiableSet());
  }

  /** App to the release of the stable container that started last. */
  Map<String, String> stableReleases() {
    var releases = new HashMap<String, String>();
    apps(Track.STABLE).forEach(each -> releases.put(each.app(), each.release()));
    return releases;
  }

  /**
   * @param member by which slots name it
   */
  Optional<Container> find(String member) {
    return running.stream().filter(each -> each.member().equals(member)).findFirst();
  }

  private Stream<Culprit> apps(Track track) {
    return running.stream()
        .sorted(Comparator.comparing(Container::startedAt))
        .flatMap(each -> Stream.ofNullable(each.app()))
        .filter(each -> each.track() == track);
  }
}

package dev.aviary.builder.reconcile;

import dev.aviary.builder.deploy.QueueStore;
import dev.aviary.builder.engine.EngineContact.Contact;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlState;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes to the log of each deployment under way, once, that Docker does not answer, and that it
 * answers again.
 */
@Singleton
final class EngineOutageNotices {
  private final QueueStore queue;
  private final StepJournal journal;

  /** The deployments whose logs have the notice of the present outage. */
  private final Set<String> told = new HashSet<>();

  EngineOutageNotices(QueueStore queue, StepJournal journal) {
    this.queue = queue;
    this.journal = journal;
  }

  /**
   * @param state where the rollouts that are under way stand
   * @throws io.lettuce.core.RedisException when Redis is away: the next look writes what is missing
   */
  void look(Contact engine, ControlState state) {
    if (!engine.answers()) {
      for (String deployment : underWay(state)) {
        if (!told.contains(deployment)) {
          journal.say(
              deployment,
              "Waiting for the Docker engine, which last answered at %s: %s"
                  .formatted(engine.since(), engine.reason()));
          told.add(deployment);
        }
      }
    } else if (!told.isEmpty()) {
      told.forEach(deployment -> journal.say(deployment, "The Docker engine answers again"));
      told.clear();
    }
  }

  /** Being built, or being brought to its slots. */
  private Set<String> underWay(ControlState state) {
    return Stream.concat(
            queue.taken().stream().map(QueueStore.Entry::deployment),
            state.apps().values().stream()
                .map(AppControl::rollout)
                .flatMap(Stream::ofNullable)
                .map(Rollout::underway)
                .flatMap(Stream::ofNullable))
        .collect(Collectors.toUnmodifiableSet());
  }
}

package dev.aviary.builder.reconcile;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.AppControl;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which placements a rollout speaks of. */
final class Placements {
  private Placements() {}

  /** All whose image may be needed again. */
  static Stream<Placement> all(Rollout rollout) {
    Stream<Placement> own =
        Stream.of(rollout.stable(), rollout.canary(), rollout.previous()).filter(Objects::nonNull);
    return switch (rollout) {
      case Rollout.Moving moving -> Stream.concat(own, all(moving.base()));
      case Rollout.Trying trying -> Stream.concat(own, Stream.ofNullable(trying.replaced()));
      case Rollout.Withdrawn withdrawn -> Stream.concat(own, Stream.of(withdrawn.withdrawn()));
      case Rollout.Empty _, Rollout.Steady _, Rollout.Removing _ -> own;
    };
  }

  /** All settings that containers of an app have, or get next. */
  static Stream<RunOptions> runs(AppControl known) {
    AppSpec spec = known.spec();
    Rollout rollout = known.rollout();
    Stream<RunOptions> next = spec == null ? Stream.empty() : Stream.of(spec.run());
    return rollout == null
        ? next
        : Stream.concat(
            next, all(rollout).flatMap(each -> Stream.ofNullable(each.release().run())));
  }

  /** The images that are in use or may be used again. */
  static Set<String> images(Rollout rollout) {
    return all(rollout).map(each -> each.release().image()).collect(Collectors.toSet());
  }

  /** The placement that a deployment under way brings. */
  static Placement of(Rollout rollout, String deployment) {
    return all(rollout)
        .filter(placement -> placement.deployment().equals(deployment))
        .findFirst()
        .orElseThrow();
  }

  /** The deployments that ran before and do not run after. */
  static Set<String> replaced(Rollout before, Rollout after) {
    Set<String> running =
        Stream.of(after.stable(), after.canary())
            .filter(Objects::nonNull)
            .map(Placement::deployment)
            .collect(Collectors.toSet());
    return all(before)
        .map(Placement::deployment)
        .filter(deployment -> !running.contains(deployment))
        .collect(Collectors.toSet());
  }
}

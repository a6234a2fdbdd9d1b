package dev.aviary.contract.golden;

import static dev.aviary.contract.testing.GoldenValues.CANARY;
import static dev.aviary.contract.testing.GoldenValues.NEW;
import static dev.aviary.contract.testing.GoldenValues.OLD;
import static dev.aviary.contract.testing.GoldenValues.REPLACED;
import static dev.aviary.contract.testing.GoldenValues.STABLE;
import static dev.aviary.contract.testing.GoldenValues.again;

import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.testing.Golden;
import dev.aviary.contract.testing.GoldenValues;
import java.util.List;
import java.util.stream.Stream;

/** Every state of a rollout. */
final class GoldenRollouts {
  private static final Placement WITH_RUN =
      new Placement(
          STABLE.release().with(STABLE.release().id(), GoldenValues.RUN), STABLE.deployment());
  private static final Placement WITH_SECRETS =
      new Placement(
          WITH_RUN.release().withBuild(GoldenValues.BUILD).withSecrets(List.of("PEM", "TOKEN")),
          STABLE.deployment());
  private static final Rollout.Steady STEADY = new Rollout.Steady(STABLE, OLD);
  private static final Rollout.Trying LIVE = new Rollout.Trying(STABLE, CANARY, true, null, OLD);
  private static final Rollout.Withdrawn WITHDRAWN =
      new Rollout.Withdrawn(STABLE, CANARY, "CPU 97 %", OLD);

  private GoldenRollouts() {}

  static Stream<Golden> all() {
    return Stream.of(
        new Golden("rollout-empty", new Rollout.Empty()),
        new Golden("rollout-steady", STEADY),
        new Golden("rollout-steady-run", new Rollout.Steady(WITH_RUN, null)),
        new Golden("rollout-steady-secrets", new Rollout.Steady(WITH_SECRETS, null)),
        new Golden("rollout-steady-least", new Rollout.Steady(STABLE, null)),
        new Golden("rollout-trying", new Rollout.Trying(STABLE, CANARY, false, REPLACED, OLD)),
        new Golden("rollout-trying-least", new Rollout.Trying(null, CANARY, true, null, null)),
        new Golden("rollout-withdrawn", WITHDRAWN),
        new Golden("rollout-updating", new Rollout.Updating(WITHDRAWN, NEW)),
        new Golden("rollout-updating-empty", new Rollout.Updating(new Rollout.Empty(), STABLE)),
        new Golden("rollout-promoting", new Rollout.Promoting(LIVE, again(CANARY, "d-promote"))),
        new Golden("rollout-rolling-back", new Rollout.RollingBack(STEADY, again(OLD, "d-back"))),
        new Golden("rollout-removing", new Rollout.Removing()),
        new Golden("rollout-removing-volumes", new Rollout.Removing(true)));
  }
}

package dev.aviary.contract.golden;

import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.Interruption;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Stickiness;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.contract.route.WithdrawalRequest;
import dev.aviary.contract.testing.Golden;
import dev.aviary.contract.testing.GoldenValues;
import java.util.stream.Stream;

/** What decides where requests go. */
final class GoldenRoutes {
  private GoldenRoutes() {}

  static Stream<Golden> all() {
    return Stream.of(
        new Golden("split", new Split(50, Stickiness.header("X-User"), true)),
        new Golden("split-reason", new Split(50, Stickiness.NONE, false, "less load tonight")),
        new Golden("split-share-least", Split.of(50)),
        new Golden("split-least", Split.of(33)),
        new Golden(
            "canary-progress",
            new CanaryProgress(
                "d-canary", 1, 3, 15, CanaryProgress.State.PAUSED, GoldenValues.AT, 312, "lunch")),
        new Golden(
            "canary-progress-least",
            new CanaryProgress(
                "d-canary", 0, 1, 33, CanaryProgress.State.RUNNING, GoldenValues.AT, 0, null)),
        new Golden("maintenance", new Interruption.Maintenance("Back at noon.", GoldenValues.AT)),
        new Golden(
            "maintenance-reason",
            new Interruption.Maintenance("Back at noon.", GoldenValues.AT, "the database moves")),
        new Golden("maintenance-least", new Interruption.Maintenance("Back at noon.", null)),
        new Golden("pause-reason", new Interruption.Pause(GoldenValues.AT, "the database moves")),
        new Golden("pause", new Interruption.Pause(GoldenValues.AT)),
        new Golden(
            "withdrawal",
            new Withdrawal(
                GoldenValues.CANARY.release().commit(),
                "d-canary",
                "CPU 97 %",
                GoldenValues.AT,
                "monitor")),
        new Golden(
            "withdrawal-request",
            new WithdrawalRequest(
                GoldenValues.CANARY.release().commit(), "d-canary", "CPU 97 %", "monitor")));
  }
}

package dev.aviary.balancer.simulation;

import dev.aviary.contract.app.Slot;
import java.util.Locale;
import java.util.Map;

/** The outcomes as a page: a change of behaviour is a change of the page. */
final class Report {
  private static final String INTRODUCTION =
      """
      # How the choice behaves

      Made by `ChoiceReportTest` of balancer-service with a fixed seed: it drives the classes that choose (`LiveApp`,
      `StableMembers`, `Health`, `RetryBudget`) on a clock of its own, and fails when this page says anything else than
      what it computes. After a change that is meant: `mvn -pl contract,balancer-service test -Dtest=ChoiceReportTest
      -Dchoice.report=write -Dsurefire.failIfNoSpecifiedTests=false`.

      Each line is a minute with 400 requests a second (Poisson). A container has 8 workers and answers within 10 ms on average
      (exponential), an error takes 1 ms, a refused connection 0.2 ms. Ejection, probes and retries have their default settings.
      The baselines choose among the same containers, but know nothing of them and try nobody else. A canary's share is 33 %.

      - A slow or cold member gets what it can answer: no queue grows, where an even share drowns it.
      - A member that fails is the fastest of all, so the less busy one would be the broken one; ejection is what prevents that.
        It costs five requests each time it is tried again.
      - When both fail nobody is left out: all is as good, or as bad, as without ejection, and well again at once.
      - A canary that fails or refuses is answered for by stable. A slow one keeps its exact share, and its visitors wait:
        taking it out is the monitor's decision, not that of the choice.
      """;

  private Report() {}

  static String of(Map<Scenario, Map<Policy, Outcome>> outcomes) {
    var page = new StringBuilder(INTRODUCTION);
    page.append(
        """

        | scenario | policy | failed % | p50 ms | p99 ms | p99.9 ms | by stable-1 % | by canary % | canary chosen of any 100 | retries |
        |---|---|---|---|---|---|---|---|---|---|
        """);
    outcomes.forEach((scenario, byPolicy) ->
        byPolicy.forEach((policy, outcome) -> page.append(line(scenario, policy, outcome))));
    return page.toString();
  }

  private static String line(Scenario scenario, Policy policy, Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %.1f | %.1f | %.1f | %.1f | %.1f | %s | %d |\n",
        scenario.name(),
        policy.title(),
        100.0 * outcome.failed() / outcome.requests(),
        outcome.percentile(50),
        outcome.percentile(99),
        outcome.percentile(99.9),
        outcome.share(Slot.STABLE_1),
        outcome.share(Slot.CANARY),
        scenario.canaryPercent() == 0 ? "-" : outcome.canariesOfAnyHundred(),
        outcome.retries());
  }
}

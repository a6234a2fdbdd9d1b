package dev.aviary.balancer.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How the choice behaves when containers do not, beside simpler ones. */
final class ChoiceReportTest {
  private static final Path PAGE = Path.of("../benchmarks/choice/report.md");
  private static final Map<Scenario, Map<Policy, Outcome>> OUTCOMES = outcomes();

  private static Map<Scenario, Map<Policy, Outcome>> outcomes() {
    var outcomes = new LinkedHashMap<Scenario, Map<Policy, Outcome>>();
    for (Scenario scenario : Scenario.ALL) {
      var byPolicy = new EnumMap<Policy, Outcome>(Policy.class);
      for (Policy policy : Policy.values()) {
        byPolicy.put(policy, new Simulation(scenario, policy).run());
      }
      outcomes.put(scenario, byPolicy);
    }
    return outcomes;
  }

  @Test
  void theCommittedPageSaysWhatTheSimulationComputes() throws IOException {
    String page = Report.of(OUTCOMES);
    if ("write".equals(System.getProperty("choice.report"))) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertEquals(Files.readString(PAGE), page);
  }

  @Test
  void twoRunsAreTheSame() {
    Scenario scenario = Scenario.ALL.getFirst();
    assertEquals(
        new Simulation(scenario, Policy.AVIARY).run().percentile(99),
        outcome(scenario, Policy.AVIARY).percentile(99));
  }

  @Test
  void inNoScenarioDoMoreRequestsFailThanWithASimplerChoice() {
    for (Scenario scenario : Scenario.ALL) {
      for (Policy baseline : Policy.BASELINES) {
        assertTrue(
            outcome(scenario, Policy.AVIARY).failed() <= outcome(scenario, baseline).failed(),
            scenario.name() + " beside " + baseline.title());
      }
    }
  }

  @Test
  void whoeverRefusesConnectionsCostsNobodyAnAnswer() {
    for (Scenario scenario : Scenario.ALL) {
      if (scenario.name().contains("refuses")) {
        assertEquals(0, outcome(scenario, Policy.AVIARY).failed(), scenario.name());
      }
    }
  }

  @Test
  void anyHundredRequestsHoldExactlyTheCanarysShareHoweverSlowItIs() {
    for (Scenario scenario : Scenario.ALL) {
      if (scenario.canaryPercent() > 0 && !scenario.name().contains("from")) {
        assertEquals("33", outcome(scenario, Policy.AVIARY).canariesOfAnyHundred());
      }
    }
  }

  private static Outcome outcome(Scenario scenario, Policy policy) {
    return Objects.requireNonNull(Objects.requireNonNull(OUTCOMES.get(scenario)).get(policy));
  }
}

package dev.aviary.contract.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which branches and events an app is deployed of. */
final class TriggerOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "main, main, true",
    "main, mains, false",
    "feature/*, feature/a/b, true",
    "feature/*, feature, false",
    "*-canary, v.1-canary, true",
    "v.1, vx1, false",
    "a*b*c, axxbxxc, true",
    "*, anything, true"
  })
  void aPatternStandsForBranches(String pattern, String branch, boolean taken) {
    var options = new TriggerOptions("push", List.of("other", pattern), null, null, null, "none");
    assertEquals(taken, options.takesBranch(branch));
  }

  @Test
  void withoutPatternsEveryBranchIsTaken() {
    assertTrue(TriggerOptions.DEFAULT.takesBranch("whatever"));
    assertTrue(TriggerOptions.DEFAULT.deploysPushes());
  }

  @ParameterizedTest
  @CsvSource({"push, CI, false", "green, CI, true", "green:CI, CI, true", "green:CI, Lint, false"})
  void aRunIsTakenByItsName(String deployOn, String run, boolean taken) {
    var options = new TriggerOptions(deployOn, List.of(), null, null, null, "none");
    assertEquals(taken, options.deploysRun(List.of(".github/workflows/x.yml", run)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://", "ftp://a.example", "https://a b", "https://u@a.example", "a"})
  void anAddressThatIsNoneIsRefused(String address) {
    assertThrows(
        BadValueException.class,
        () -> new TriggerOptions("push", List.of(), null, null, address, "none"));
  }
}

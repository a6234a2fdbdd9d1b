package dev.aviary.contract.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an app's settings may say of its canaries. */
final class CanaryOptionsTest {
  private static final Wire WIRE = Wire.standalone();

  @Test
  void nothingSaidMeansJudgedAtTheSplitsShareAndPromotedByAPerson() {
    CanaryOptions usual = WIRE.read("{}", CanaryOptions.class);
    assertEquals(CanaryOptions.DEFAULT, usual);
    assertTrue(usual.withdraws() && usual.steps().isEmpty() && !usual.promotesByItself());
    assertEquals(new Tolerance(1.0, 1.3, 20, 50.0, 10), usual.tolerance());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'judgement': 'maybe'} | give off, dry or on",
        "{'promote': 'now'} | give ask or auto",
        "{'promote': 'auto', 'judgement': 'off'} | nothing would say that a canary is good",
        "{'steps': [{'percent': 15}, {'percent': 15}]} | steps[1].percent is 15; give more than the 15",
        "{'steps': [{'requests': 3}]} | steps.percent is missing",
        "{'steps': [{'percent': 101}]} | steps.percent is 101; give a number from 1 to 100",
        "{'steps': [{'percent': 5, 'seconds': -1}]} | steps.seconds is -1",
        "{'steps': [{'percent': 5, 'requests': 9}], 'judgement': 'off'} | set judgement to dry",
        "{'tolerance': {'slowerTimes': 0.5}} | tolerance.slowerTimes is 0.5",
        "{'probes': ['cart']} | probes must begin with '/'",
        "{'probesPerMinute': 601} | probesPerMinute is 601",
      })
  void whatCannotBeMeantIsRefusedWithWhatToGive(String json, String words) {
    var refusal =
        assertThrows(
            RuntimeException.class, () -> WIRE.read(json.replace('\'', '"'), CanaryOptions.class));
    assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal.getMessage());
  }
}

package dev.aviary.contract.route;

import static dev.aviary.contract.testing.ControlScene.CANARY;
import static dev.aviary.contract.testing.ControlScene.STABLE_1;
import static dev.aviary.contract.testing.ControlScene.withdrawal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WithdrawalsTest {
  private static final Withdrawals IN_REDIS = withdrawal(CANARY, "CPU 97 %");
  private static final Withdrawals IN_THE_FILE = withdrawal(CANARY, "memory 80 %");

  @Test
  void mergedTheFirstReasonStands() {
    assertEquals("CPU 97 %", IN_REDIS.and(IN_THE_FILE).of(CANARY).orElseThrow().reason());
    assertEquals("memory 80 %", IN_THE_FILE.and(IN_REDIS).of(CANARY).orElseThrow().reason());
  }

  @Test
  void mergedEveryWithdrawalCounts() {
    Withdrawals both = IN_REDIS.and(withdrawal(STABLE_1, "by hand"));
    assertTrue(both.of(CANARY).isPresent());
    assertTrue(both.of(STABLE_1).isPresent());
    assertEquals(IN_REDIS, Withdrawals.NONE.and(IN_REDIS));
  }

  @Test
  void aCommitIsFoundWhateverDeploymentBroughtIt() {
    assertTrue(IN_REDIS.ofCommit(CANARY.commit()).isPresent());
    assertTrue(IN_REDIS.ofCommit(STABLE_1.commit()).isEmpty());
  }

  @Test
  void ofTheSameDeploymentTheFirstInAListStands() {
    Withdrawal first = IN_REDIS.of(CANARY).orElseThrow();
    Withdrawal second = IN_THE_FILE.of(CANARY).orElseThrow();
    assertEquals(first, Withdrawals.of(List.of(first, second)).of(CANARY).orElseThrow());
  }
}

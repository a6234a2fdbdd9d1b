package dev.aviary.builder.rollout;

import static dev.aviary.builder.rollout.Scene.CANARY;
import static dev.aviary.builder.rollout.Scene.LIVE;
import static dev.aviary.builder.rollout.Scene.OLD;
import static dev.aviary.builder.rollout.Scene.STABLE;
import static dev.aviary.builder.rollout.Scene.STEADY;
import static dev.aviary.builder.rollout.Scene.WITHDRAWN;
import static dev.aviary.builder.rollout.Scene.again;
import static dev.aviary.builder.rollout.Scene.next;
import static dev.aviary.builder.rollout.Scene.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout.RollingBack;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RollingBackTest {
  private static final Placement BACK = again(OLD, "d-back");
  private static final RollingBack ROLLING = new RollingBack(STEADY, BACK);
  private static final String BUSY = "deployment d-back is under way; try again when it has ended";

  @Test
  void whenItIsReachedTheReleaseThatWasLeftIsThePreviousOne() {
    assertEquals(new Steady(BACK, STABLE), next(ROLLING, Scene.reached(BACK)));
  }

  @Test
  void aCanaryThatIsTriedStays() {
    assertEquals(
        new Trying(BACK, CANARY, true, null, STABLE),
        next(new RollingBack(LIVE, BACK), Scene.reached(BACK)));
  }

  @Test
  void failedHalfWayBothSlotsReturnToTheReleaseThatTheyHad() {
    assertEquals(STEADY, next(ROLLING, Scene.failed(BACK)));
    assertEquals(LIVE, next(new RollingBack(LIVE, BACK), Scene.failed(BACK)));
  }

  @Test
  void aWithdrawalInTheMiddleTakesTheCanaryOutAndTheRollBackGoesOn() {
    assertEquals(
        new RollingBack(WITHDRAWN, BACK),
        next(new RollingBack(LIVE, BACK), Scene.withdraw(CANARY)));
  }

  @Test
  void noWithdrawalStopsTheReleaseThatComesBack() {
    assertEquals("deployment d-back is not the canary", refusal(ROLLING, Scene.withdraw(BACK)));
  }

  @Test
  void aReportOfAnotherDeploymentIsNotTaken() {
    assertEquals("deployment d-old is not under way", refusal(ROLLING, Scene.reached(OLD)));
    assertEquals("deployment d-stable is not under way", refusal(ROLLING, Scene.failed(STABLE)));
  }

  @Test
  void everythingElseWaits() {
    assertEquals(BUSY, refusal(ROLLING, Scene.builtStable()));
    assertEquals(BUSY, refusal(ROLLING, Scene.builtCanary()));
    assertEquals(BUSY, refusal(ROLLING, Scene.promote("CPU 97 %", true)));
    assertEquals(BUSY, refusal(ROLLING, Scene.rollBack("CPU 97 %", true)));
  }

  @Test
  void theStableSlotsShouldRunTheEarlierRelease() {
    assertEquals(Map.of(Slot.STABLE_1, BACK, Slot.STABLE_2, BACK), ROLLING.desired());
    assertEquals("d-back", ROLLING.underway());
    assertEquals("rolling-back", ROLLING.state());
  }
}

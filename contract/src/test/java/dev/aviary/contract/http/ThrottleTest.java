package dev.aviary.contract.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Throttle throttle = new Throttle(10, 5, 1);

  @Test
  void theBurstIsTakenAndTheNextOneWaitsForWholeSeconds() {
    takeAll("a", 0);
    assertEquals(1, throttle.take("a", 0));
  }

  @Test
  void afterTheWaitThereIsRoomAgainAtTheRate() {
    takeAll("a", 0);
    assertEquals(0, throttle.take("a", SECOND / 10));
    assertEquals(1, throttle.take("a", SECOND / 10));
    takeAll("a", 10 * SECOND);
  }

  @Test
  void whatWasRefusedCostsNothing() {
    takeAll("a", 0);
    for (int n = 0; n < 1000; n++) {
      assertEquals(1, throttle.take("a", 0));
    }
    assertEquals(0, throttle.take("a", SECOND / 10));
  }

  @Test
  void aSlowRateMakesWaitLonger() {
    var slow = new Throttle(1, 1, 1);
    assertEquals(0, slow.take("a", 0));
    assertEquals(1, slow.take("a", 0));
    assertEquals(0, slow.take("a", SECOND));
  }

  @Test
  void oneClientDoesNotTakeFromAnother() {
    takeAll("a", 0);
    takeAll("b", 0);
  }

  @Test
  void withoutARateNobodyWaits() {
    var open = new Throttle(0, 1, 1);
    for (int n = 0; n < 1000; n++) {
      assertEquals(0, open.take("a", 0));
    }
  }

  @Test
  void anyNumberOfClientsIsTakenWithoutAnError() {
    int refused = 0;
    for (int n = 0; n < 3 * Throttle.BUCKETS; n++) {
      refused += throttle.take("client-" + n, 0) > 0 ? 1 : 0;
    }
    assertTrue(refused < Throttle.BUCKETS / 5, refused + " were refused");
  }

  private void takeAll(String client, long nanos) {
    for (int n = 0; n < 5; n++) {
      assertEquals(0, throttle.take(client, nanos));
    }
  }
}

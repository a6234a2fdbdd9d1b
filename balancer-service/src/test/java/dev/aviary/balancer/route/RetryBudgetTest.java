package dev.aviary.balancer.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryBudgetTest {

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 3", "15, 3", "19, 3", "20, 4", "100, 20", "1000, 200"})
  void aFifthOfTheActiveRequestsMayBeRetriedAtOnceAndAtLeastThree(int active, int most) {
    var budget = new RetryBudget();
    for (int i = 0; i < most; i++) {
      assertTrue(budget.begin(active), "retry " + i);
    }
    assertFalse(budget.begin(active));
    budget.end();
    assertTrue(budget.begin(active));
  }

  @Test
  void manyThreadsNeverTakeMoreThanThereIs() throws Exception {
    var budget = new RetryBudget();
    var most = new AtomicInteger();
    var done = new CountDownLatch(8);
    for (int i = 0; i < 8; i++) {
      Thread.ofPlatform()
          .start(() -> {
            for (int n = 0; n < 20_000; n++) {
              if (budget.begin(25)) {
                most.accumulateAndGet(budget.retrying(), Math::max);
                budget.end();
              }
            }
            done.countDown();
          });
    }
    done.await();
    assertTrue(most.get() <= 5, "at once: " + most);
    assertEquals(0, budget.retrying());
  }
}

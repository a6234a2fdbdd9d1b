package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.monitor.alert.MetricState.Firing;
import dev.aviary.monitor.alert.MetricState.Ok;
import dev.aviary.monitor.alert.MetricState.Pending;
import org.junit.jupiter.api.Test;

final class PendingTest {

  @Test
  void firesWhenTheMeanIsOverTheThresholdThreeSecondsRunning() {
    var line = new Timeline(new Ok()).seconds(8, 0).seconds(5, 100);
    assertEquals(new Pending(1), line.state());
    assertEquals(new Pending(2), line.seconds(1, 100).state());
    assertEquals(new Firing(100), line.seconds(1, 100).state());
  }

  @Test
  void isOkAgainWhenTheMeanFallsInBetween() {
    var line = new Timeline(new Ok()).seconds(8, 0).seconds(4, 100).seconds(1, 1);
    assertEquals(new Pending(1), line.state());
    assertEquals(new Pending(2), line.seconds(1, 1).state(), "the mean of 8 s is 50.25");
    assertEquals(new Ok(), new Timeline(new Pending(2)).seconds(8, 50).state());
  }

  @Test
  void neitherFiresNorClearsWhileThereIsNoMean() {
    assertEquals(new Pending(2), new Timeline(new Pending(2)).seconds(5, 100).state());
    assertEquals(new Pending(2), new Timeline(new Pending(2)).seconds(5, 0).state());
  }

  @Test
  void remembersTheHighestValueOfTheSecondsThatMadeItFire() {
    var line = new Timeline(new Pending(2)).seconds(5, 80).seconds(1, 99);
    assertEquals(new Firing(99), line.state());
  }
}

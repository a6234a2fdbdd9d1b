package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.monitor.alert.MetricState.Clearing;
import dev.aviary.monitor.alert.MetricState.Firing;
import org.junit.jupiter.api.Test;

final class FiringTest {

  @Test
  void staysWhileTheMeanIsBetweenTheClearLineAndTheThreshold() {
    assertEquals(new Firing(90), new Timeline(new Firing(90)).seconds(120, 45).state());
  }

  @Test
  void keepsTheHighestValueSeen() {
    assertEquals(new Firing(97), new Timeline(new Firing(90)).seconds(1, 97).state());
  }

  @Test
  void clearsSlowlyWhenTheMeanOf8SecondsIsUnderTheClearLine() {
    var line = new Timeline(new Firing(90)).seconds(20, 90).seconds(8, 10);
    assertEquals(new Clearing(90), line.state());
  }

  @Test
  void staysDuringAGap() {
    var line = new Timeline(new Firing(90)).seconds(20, 90).gap(300).seconds(4, 0);
    assertEquals(new Firing(90), line.state());
  }
}

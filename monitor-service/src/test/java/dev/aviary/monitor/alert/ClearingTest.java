package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.monitor.alert.MetricState.Clearing;
import dev.aviary.monitor.alert.MetricState.Firing;
import dev.aviary.monitor.alert.MetricState.Ok;
import org.junit.jupiter.api.Test;

final class ClearingTest {

  @Test
  void isOkWhenTheMeanOf30SecondsIsUnderTheClearLine() {
    var line = new Timeline(new Clearing(90)).seconds(13, 90).seconds(16, 0);
    assertEquals(new Clearing(90), line.state(), "the mean of 29 s is 40.3");
    assertEquals(new Ok(), line.seconds(1, 0).state());
  }

  @Test
  void firesAgainWithoutANewEpisodeWhenTheMeanRises() {
    var line = new Timeline(new Clearing(90)).seconds(8, 0).seconds(5, 95);
    assertEquals(new Firing(95), line.state());
  }

  @Test
  void staysWhileTooLittleIsKnownOfTheLast30Seconds() {
    assertEquals(new Clearing(90), new Timeline(new Clearing(90)).seconds(15, 0).state());
  }
}

package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.monitor.alert.MetricState.Ok;
import dev.aviary.monitor.alert.MetricState.Pending;
import org.junit.jupiter.api.Test;

final class OkTest {
  private static final Ok OK = new Ok();

  @Test
  void staysWhileTheMeanIsNotOverTheThreshold() {
    assertEquals(OK, new Timeline(OK).seconds(60, 50).state());
  }

  @Test
  void becomesPendingWhenTheMeanOf8SecondsIsOverTheThreshold() {
    assertEquals(new Pending(1), new Timeline(OK).seconds(8, 0).seconds(5, 100).state());
  }

  @Test
  void staysDuringASpikeThatTheMeanDoesNotShow() {
    assertEquals(OK, new Timeline(OK).seconds(8, 0).seconds(4, 100).seconds(8, 0).state());
  }

  @Test
  void staysWhileThereAreTooFewReadingsForAMean() {
    assertEquals(OK, new Timeline(OK).seconds(5, 100).state());
  }

  @Test
  void aGapIsNoReadingOfZeroNorOfAHundred() {
    assertEquals(OK, new Timeline(OK).seconds(30, 0).gap(60).seconds(5, 100).state());
  }
}

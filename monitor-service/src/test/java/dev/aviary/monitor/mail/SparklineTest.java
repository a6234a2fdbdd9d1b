package dev.aviary.monitor.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SparklineTest {

  @Test
  void hasOneStepForEachEighthOfTheHeight() {
    assertEquals("▁▂▅█", Sparkline.of(List.of(0.0, 12.5, 50.0, 100.0), 100));
  }

  @Test
  void staysWithinItsLineWhateverTheValues() {
    assertEquals("█▁", Sparkline.of(List.of(250.0, -1.0), 100));
    assertEquals("▁", Sparkline.of(List.of(5.0), 0));
  }
}

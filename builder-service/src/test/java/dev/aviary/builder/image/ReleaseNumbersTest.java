package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReleaseNumbersTest {

  @Test
  void theFirstBuildOfAnAppIsNumberOne() {
    assertEquals(1, ReleaseNumbers.next(List.of()));
  }

  @Test
  void theNextNumberIsOneMoreThanTheHighest() {
    assertEquals(
        11, ReleaseNumbers.next(List.of("a-1234567-9", "a-1234567-10", "a-9999999-2", "odd")));
  }
}

package dev.aviary.builder.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VersionRangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "20; true",
        "20.x; true",
        "v20.11.1; false",
        "22.x; false",
        ">=18; true",
        "^18 || ^20; true",
        "^18; false",
        "18 - 22; true",
        ">=18 <20; false",
        ">=18, <21; true",
        "<20.19; false",
        "<=20; true",
        "<20; false",
        "~20.18; false",
        "~> 20.1; true",
        "~=20.19.0; true",
        "==20.*; true",
        "!=20.1; true",
        "lts/iron; true",
        "*; true",
        "latest; true",
        "''; true"
      })
  void aRangeHoldsAsItsLanguageMeansIt(String range, boolean holds) {
    assertEquals(holds, VersionRange.of(range).holds("20.19"));
  }
}

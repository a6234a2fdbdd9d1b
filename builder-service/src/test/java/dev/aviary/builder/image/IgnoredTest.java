package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IgnoredTest {
  private static final Ignored IGNORED =
      Ignored.of(
          """
          # not a rule
          /docs/
          *.log
          **/cache
          tests/**/*.txt
          a?c
          !keep.log
          secret(1)
          """);

  @ParameterizedTest
  @CsvSource({
    "docs, true",
    "docs/a/b.md, true",
    "x/docs, false",
    "a.log, true",
    "x/a.log, false",
    "keep.log, false",
    "cache, true",
    "x/y/cache/z, true",
    "mycache, false",
    "tests/a.txt, true",
    "tests/x/y/a.txt, true",
    "tests/a.py, false",
    "abc, true",
    "a/c, false",
    "secret(1), true",
    "not a rule, false",
    "app.py, false"
  })
  void patternsMeanWhatDockerTakesThemFor(String path, boolean ignored) {
    assertEquals(ignored, IGNORED.matches(path));
  }
}

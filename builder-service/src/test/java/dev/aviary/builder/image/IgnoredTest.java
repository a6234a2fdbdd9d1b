package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
          [k-mx]ey
          [^o]ut
          v[\\-_\\]1]
          \\*star
          q\\?
          ünï[à-ü]
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
    "key, true",
    "mey, true",
    "xey/a, true",
    "ney, false",
    "but, true",
    "out, false",
    "v-, true",
    "v], true",
    "v1, true",
    "v2, false",
    "*star, true",
    "a*star, false",
    "q?, true",
    "qa, false",
    "ünïö, true",
    "ünïz, false",
    "not a rule, false",
    "app.py, false"
  })
  void patternsMeanWhatDockerTakesThemFor(String path, boolean ignored) {
    assertEquals(ignored, IGNORED.matches(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[b", "[]", "[^]", "[a-", "[-a]", "[z-a]", "a\\", "[a\\"})
  void aPatternThatIsNoneIsRefusedByItsText(String pattern) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> Ignored.of("ok\n" + pattern + "\n"));
    String why = String.valueOf(refusal.getMessage());
    assertTrue(why.startsWith("the pattern '" + pattern + "': "), why);
  }
}

package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
  @CsvSource({
    "**.log, x/mylog.log, true",
    "**/.log, x/mylog.log, false",
    "**lib/a, x/mylib/a/b, true",
    "a**b, a/x/b, true",
    "a**b, axxb, false",
    "a/**, a, false",
    "a/**, a/b, true",
    "**, a/b, true",
    "a/../b//c/., b/c, true",
    "../a, a, false",
    "/, a, false",
    "a^b, a^b, true",
    "' # x', '# x', true",
    "'a\r', a, true",
    "!a, a, false",
  })
  void aPatternMeansWhatDockersClientTakesItFor(String pattern, String path, boolean ignored) {
    assertEquals(ignored, Ignored.of(pattern.replace("\\r", "\r")).matches(path));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstPattern() {
    assertTrue(Ignored.of("\uFEFFsecret\n").matches("secret"));
    assertFalse(Ignored.of("\uFEFF# secret\n").matches("# secret"));
  }

  @Test
  void whatIsTakenBackIsKeptWhateverFolderItLiesIn() {
    Ignored ignored = Ignored.of("*\n!**/keep.md\n!build/libs/*[0-9].jar\n");
    assertFalse(ignored.matches("docs/deep/keep.md"));
    assertFalse(ignored.matches("build/libs/a1.jar"));
    assertTrue(ignored.matches("build/libs/b.txt"));
  }

  @Test
  @Timeout(60)
  void manyStarsTakeTimeLinearToThePath() {
    Ignored ignored = Ignored.of("**/a".repeat(40) + "/x\n" + "*a".repeat(100) + "b\n");
    assertFalse(ignored.matches("a/".repeat(500) + "end"));
    assertFalse(ignored.matches("a".repeat(4_000)));
  }

  @Test
  void whatIsTooMuchIsRefusedWithItsLimit() {
    assertEquals("it has 1,001 patterns, at most 1,000 are read", refusal("a\n".repeat(1_001)));
    // 450 patterns with 24 levels each took the two minutes that packing has, for 50 files.
    assertEquals(
        "it has 32,400 wildcards, at most 2,000 are read",
        refusal(("**/a*".repeat(24) + "b\n").repeat(450)));
    assertEquals(
        "the pattern '" + "b".repeat(40) + "...' has 1,001 characters, at most 1,000 are read",
        refusal("a\n" + "b".repeat(1_001)));
    assertEquals("the pattern '!' takes nothing back", refusal("a\n! \n"));
  }

  private static String refusal(String dockerignore) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> Ignored.of(dockerignore));
    return String.valueOf(refusal.getMessage());
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

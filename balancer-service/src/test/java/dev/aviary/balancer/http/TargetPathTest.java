package dev.aviary.balancer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetPathTest {
  private static final String[] PIECES = {
    "/", "/a", "/api", "..", ".", "%2e", "%2F", "%61", "%2561", ";x", "\\", "b", "%", "%zz"
  };

  @ParameterizedTest
  @CsvSource({
    "/a/b/c/./../../g, /a/g, /a/g",
    "/a/..,            /,    /",
    "/../../a,         /a,   /a",
    "/a/.,             /a/,  /a/",
    "/%61%2D%7e,       /a-~, /a-~",
    "/a%2Fb,           /a%2Fb, /a/b",
    "/a%2f..%2fb,      /a%2f..%2fb, /b",
    "/a/%2E%2e/b,      /b,   /b",
    "//a///b,          //a///b, /a/b",
    "/a;x=1/b;y,       /a;x=1/b;y, /a/b",
    "/%252561,         /%252561, /a",
    "/%,               /%,   /%",
    "/%4,              /%4,  /%4",
    "/%zz,             /%zz, /%zz",
    "*,                *,    *"
  })
  void aPathHasTwoReadings_RFC3986_5_2_4(String path, String strict, String loose) {
    assertEquals(strict, TargetPath.strict(path));
    assertEquals(loose, TargetPath.loose(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a.b/c..d", "/a/b/", "*"})
  void mostPathsAreBothReadingsThemselves(String path) {
    assertTrue(TargetPath.plain(path));
    assertEquals(path, TargetPath.strict(path));
    assertEquals(path, TargetPath.loose(path));
  }

  @Test
  void whatIsCalledPlainIsReadInOneWay() {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      String path = path(random);
      if (TargetPath.plain(path)) {
        assertEquals(path, TargetPath.strict(path));
        assertEquals(path, TargetPath.loose(path));
      }
    }
  }

  @Test
  void noReadingKeepsADotSegmentOrRefusesAPath() {
    var random = new SplittableRandom(8);
    for (int i = 0; i < 20_000; i++) {
      String path = path(random);
      for (String read : new String[] {TargetPath.strict(path), TargetPath.loose(path)}) {
        assertTrue(read.startsWith("/"), path);
        assertFalse((read + "/").contains("/../") || (read + "/").contains("/./"), path);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api,      /api, true",
    "/api/,     /api, true",
    "/api/x,    /api, true",
    "/apiary,   /api, false",
    "/ap,       /api, false",
    "/API,      /api, false",
    "/x,        '',   true"
  })
  void aPrefixEndsWhereASegmentEnds(String path, String prefix, boolean below) {
    assertEquals(below, TargetPath.below(path, prefix));
  }

  @ParameterizedTest
  @CsvSource({
    "/api,            /",
    "/api?x=1,        /?x=1",
    "/api/,           /",
    "/api/a%2Fb%61?/, /a%2Fb%61?/",
    "/api//a,         //a",
    "/%61pi/b,        /b",
    "/x/../api/b,     /b",
    "/api/b/../c,     /c"
  })
  void whatFollowsThePrefixStaysAsItIs(String target, String rest) {
    assertEquals(rest, TargetPath.cut(target, "/api"));
  }

  private static String path(SplittableRandom random) {
    var path = new StringBuilder("/");
    for (int i = random.nextInt(6); i > 0; i--) {
      path.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return path.toString();
  }
}

package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SemanticVersionTest {

  /** The order of semver.org, section 11. */
  @Test
  void versionsAreInTheOrderOfTheSpecification() {
    List<String> order =
        List.of(
            "1.0.0-1",
            "1.0.0-2",
            "1.0.0-11",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "1.1.0",
            "2.0.0",
            "10.0.0");
    for (int i = 0; i < order.size(); i++) {
      for (int j = 0; j < order.size(); j++) {
        assertEquals(
            Integer.compare(i, j),
            Integer.signum(version(order.get(i)).compareTo(version(order.get(j)))),
            order.get(i) + " " + order.get(j));
      }
    }
  }

  @Test
  void aBuildNumberMayBeADate() {
    assertTrue(version("1.2.20261129120000").compareTo(version("1.2.20261129110000")) > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.0", "v1.2.0", "V1.2.0", "1.2.0+build.5", " 1.2.0 ", "1.2"})
  void oneVersionHasManyForms(String text) {
    assertEquals(0, version("1.2.0").compareTo(version(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "latest",
        "1.2.3.4",
        "01.2.3",
        "1.2.3-",
        "1.2.3-01",
        "99999999999999999.0.0",
        "-1",
        "1.",
        "01"
      })
  void otherTextsAreNoVersions(String text) {
    assertTrue(SemanticVersion.of(text).isEmpty());
  }

  private static SemanticVersion version(String text) {
    return SemanticVersion.of(text).orElseThrow();
  }
}

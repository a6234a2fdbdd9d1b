package dev.aviary.contract.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A name has one meaning in all of the code (docs/glossary.md). */
final class NamesTest {
  /** Each service begins with one. */
  private static final Set<String> ALLOWED = Set.of("Main");

  @Test
  void noTwoClassesOfDifferentPackagesHaveOneName() throws IOException {
    Map<String, Set<String>> packages =
        Sources.all().stream()
            .collect(
                Collectors.groupingBy(
                    Sources.Source::name,
                    TreeMap::new,
                    Collectors.mapping(
                        Sources.Source::packageName, Collectors.toCollection(TreeSet::new))));
    packages.values().removeIf(each -> each.size() < 2);
    packages.keySet().removeAll(ALLOWED);
    assertEquals(Map.of(), packages);
  }
}

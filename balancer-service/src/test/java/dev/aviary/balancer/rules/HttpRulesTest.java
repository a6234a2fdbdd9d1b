package dev.aviary.balancer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.aviary.balancer.testing.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code docs/http-rules.md} beside the tests that it speaks of. */
final class HttpRulesTest {
  private static final int RULES = 43;
  private static final Path PAGE = Path.of("../docs/http-rules.md");

  /** Number, rule with the sections in brackets, what the balancer does, tests. */
  private static final Pattern ROW =
      Pattern.compile(
          "\\| (?<number>\\d+) \\| [^|]*\\[(?<sections>[^]]*)] \\|[^|]*\\| (?<tests>[^|]*) \\|");

  /** At the end of a test's name, {@code RFC9112_6_3}. */
  private static final Pattern SECTION =
      Pattern.compile(".*_RFC(?<rfc>\\d{4})_(?<at>\\d+(_\\d+)*)");

  private static final Pattern CLASS = Pattern.compile("`(?:\\w+\\.)?(?<name>[A-Z]\\w+)`");

  private final Map<Integer, Set<JavaMethod>> tests = tests();

  @Test
  void eachRuleHasTestsAndTheirNamesEndWithASectionOfTheRules() throws Exception {
    Map<Integer, Row> rows = rows();
    assertEquals(IntStream.rangeClosed(1, RULES).boxed().toList(), List.copyOf(rows.keySet()));
    assertEquals(rows.keySet(), tests.keySet());
    tests.forEach((rule, methods) -> {
      for (JavaMethod method : methods) {
        var section = SECTION.matcher(method.getName());
        assertTrue(section.matches(), method.getFullName() + " names no section");
        String named = section.group("rfc") + " " + section.group("at").replace('_', '.');
        List<String> sections = rows.get(rule).sections();
        assertTrue(sections.contains(named), rule + ": " + named + " is none of " + sections);
        assertTrue(runs(method), method.getFullName() + " is no test");
      }
    });
  }

  @Test
  void thePageNamesTheClassesThatTestARuleAndNoOthers() throws Exception {
    rows()
        .forEach((rule, row) ->
            assertEquals(
                tests.get(rule).stream()
                    .map(each -> each.getOwner().getSimpleName())
                    .collect(Collectors.toCollection(TreeSet::new)),
                row.classes(),
                "rule " + rule));
  }

  private static boolean runs(JavaMethod method) {
    return method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class);
  }

  private static Map<Integer, Set<JavaMethod>> tests() {
    JavaClasses classes = new ClassFileImporter().importPackages("dev.aviary.balancer");
    return classes.stream()
        .flatMap(each -> each.getMethods().stream())
        .filter(each -> each.isAnnotatedWith(Rule.class))
        .collect(
            Collectors.groupingBy(
                each -> each.getAnnotationOfType(Rule.class).value(),
                TreeMap::new,
                Collectors.toSet()));
  }

  private static Map<Integer, Row> rows() throws Exception {
    var rows = new TreeMap<Integer, Row>();
    for (String line : Files.readAllLines(PAGE)) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(
            Integer.valueOf(row.group("number")),
            Row.of(row.group("sections"), row.group("tests")));
      }
    }
    return rows;
  }

  private record Row(List<String> sections, Set<String> classes) {
    /** Sections of one RFC follow its number: {@code 9112 6.1, 6.3; 9110 8.6}. */
    static Row of(String sections, String tests) {
      List<String> all =
          Arrays.stream(sections.split("; ", -1))
              .flatMap(rfc -> {
                String[] words = rfc.split(",? ", -1);
                return Arrays.stream(words).skip(1).map(at -> words[0] + " " + at);
              })
              .toList();
      Set<String> classes =
          CLASS
              .matcher(tests)
              .results()
              .map(found -> found.group("name"))
              .collect(Collectors.toCollection(TreeSet::new));
      return new Row(all, classes);
    }
  }
}

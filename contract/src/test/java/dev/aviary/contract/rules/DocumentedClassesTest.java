package dev.aviary.contract.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents name classes where they are, as {@code exchange.Exchange}. */
final class DocumentedClassesTest {
  private static final Path ROOT = Path.of("..");

  /** The end of a package's name, and a class in it that is no test. */
  private static final Pattern CLASS =
      Pattern.compile("`((?:[a-z0-9]+\\.)+[A-Z]\\w*[a-z]\\w*+)(?<!IT|Test)");

  @Test
  void everyClassIsInThePackageThatADocumentNames() throws IOException {
    List<String> classes = Sources.all().stream().map(each -> "." + each.fullName()).toList();
    var missing = new ArrayList<String>();
    int found = 0;
    for (Path document : documents()) {
      Matcher named = CLASS.matcher(Files.readString(document));
      while (named.find()) {
        String name = "." + named.group(1);
        found++;
        if (classes.stream().noneMatch(each -> each.endsWith(name))) {
          missing.add(ROOT.relativize(document) + ": " + name.substring(1));
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(found > 100, found + " classes were found in the documents");
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT);
        Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(
              modules.map(module -> module.resolve("README.md")).filter(Files::isRegularFile),
              docs.filter(file -> file.toString().endsWith(".md")))
          .toList();
    }
  }
}

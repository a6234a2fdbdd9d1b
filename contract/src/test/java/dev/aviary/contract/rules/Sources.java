package dev.aviary.contract.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The main sources of all modules, as text: no module sees the classes of all others. */
final class Sources {
  private static final Path ROOT = Path.of("..");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
  private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w*\\b");

  private Sources() {}

  /**
   * A source file.
   *
   * @param module the folder of its module
   * @param name of its class
   * @param words that begin with a capital letter, outside comments
   */
  record Source(String module, String packageName, String name, Set<String> words) {
    String fullName() {
      return packageName + "." + name;
    }

    /** Whether it names a class of another package by an import, or of its own. */
    boolean uses(Source other) {
      return !equals(other) && words.contains(other.name);
    }
  }

  /** All of the product, its benchmarks and its system tests. */
  static List<Source> all() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(Sources::of)
          .toList();
    }
  }

  private static Stream<Source> of(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .map(file -> source(root, file))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Source source(Path root, Path file) {
    try {
      String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
      Path folder = root.relativize(file).getParent();
      return new Source(
          root.subpath(1, 2).toString(),
          folder == null ? "" : folder.toString().replace('/', '.'),
          file.getFileName().toString().replace(".java", ""),
          WORD.matcher(code).results().map(MatchResult::group).collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

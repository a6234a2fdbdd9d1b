package dev.aviary.builder.recipe;

import dev.aviary.builder.source.SourceTree;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a repository, as far as recognisers look at them.
 *
 * @param paths of files and links, {@value #DEEPEST} folders deep
 * @param texts what stands in those that recognisers read, by path
 * @param json reads those that are JSON
 */
public record SourceFiles(Set<String> paths, Map<String, String> texts, ObjectMapper json) {
  static final int DEEPEST = 3;

  /** Files whose text says something, and the programs that a start command may name. */
  private static final Pattern READ =
      Pattern.compile(
          String.join(
              "|",
              "Procfile|\\.python-version|runtime\\.txt|requirements\\.txt|pyproject\\.toml|Pipfile",
              "((app|src)/)?(app|main|wsgi|asgi|application|server|run|index|__init__|manage)\\.py",
              "package\\.json|package-lock\\.json|yarn\\.lock|pnpm-lock\\.yaml|\\.nvmrc",
              "\\.node-version|pom\\.xml|build\\.gradle(\\.kts)?|system\\.properties",
              "go\\.(mod|sum)|main\\.go|composer\\.json|Gemfile(\\.lock)?|\\.ruby-version|Staticfile"));

  public SourceFiles {
    paths = Set.copyOf(paths);
    texts = Map.copyOf(texts);
  }

  /**
   * Looks at the files of a folder.
   *
   * @param folder empty, or a path that ends with a slash
   */
  public static SourceFiles read(SourceTree tree, String folder, ObjectMapper json)
      throws IOException {
    var paths = new TreeSet<String>();
    tree.visit(
        new SourceTree.Visitor() {
          @Override
          public void folder(String path) {}

          @Override
          public void file(String path, boolean program, long bytes, SourceTree.Content content) {
            add(path);
          }

          @Override
          public void link(String path, String target) {
            add(path);
          }

          @Override
          public void submodule(String path, String reason) {}

          private void add(String path) {
            String within = path.startsWith(folder) ? path.substring(folder.length()) : "";
            if (!within.isEmpty() && within.chars().filter(c -> c == '/').count() <= DEEPEST) {
              paths.add(within);
            }
          }
        });
    var texts = new HashMap<String, String>();
    for (String path : paths) {
      if (READ.matcher(path).matches()) {
        tree.text(folder + path).ifPresent(text -> texts.put(path, text));
      }
    }
    return new SourceFiles(paths, texts, json);
  }

  boolean has(String path) {
    return paths.contains(path);
  }

  /** What stands in a file, without a byte order mark; empty when there is none. */
  String text(String path) {
    String text = texts.getOrDefault(path, "");
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  boolean says(String path, String word) {
    return text(path).contains(word);
  }

  /** The first of these that is there. */
  Optional<String> first(String... names) {
    return Stream.of(names).filter(this::has).findFirst();
  }

  /** Those of these that are there, in this order; a folder's name ends with a slash. */
  String[] present(String... names) {
    return Stream.of(names)
        .filter(name -> name.endsWith("/") ? hasFolder(name) : has(name))
        .toArray(String[]::new);
  }

  /** Whether a folder holds files; its name ends with a slash. */
  boolean hasFolder(String name) {
    return paths.stream().anyMatch(path -> path.startsWith(name));
  }

  /** The paths of this form, in order. */
  Stream<String> matching(String regex) {
    Pattern form = Pattern.compile(regex);
    return paths.stream().filter(path -> form.matcher(path).matches()).sorted();
  }
}

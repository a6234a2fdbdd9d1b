package dev.aviary.builder.image;

import dev.aviary.builder.source.SourceTree;
import dev.aviary.contract.app.BuildOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds the Dockerfile of a source, and the file that keeps others out of its build. */
sealed interface DockerfileFinder {
  /** File names that are tried where the settings name none, the most usual first. */
  List<String> NAMES = List.of(Recipe.DOCKERFILE, "dockerfile", "Containerfile");

  /**
   * There is one.
   *
   * @param path in the repository, of the file itself and not of a link to it
   */
  record Found(String path, String text) implements DockerfileFinder {}

  /** There is none, and the settings name none. */
  record None() implements DockerfileFinder {}

  /** There is one that cannot be read; {@code reason} says why. */
  record Missing(String reason) implements DockerfileFinder {}

  static DockerfileFinder find(SourceTree tree, BuildOptions options) throws IOException {
    if (options.dockerfile() != null) {
      Optional<Found> named = read(tree, options.dockerfile());
      return named
          .<DockerfileFinder>map(found -> found)
          .orElseGet(() ->
              new Missing(
                  "the repository has no file %s of at most 256 KB, which the app's settings name as its dockerfile"
                      .formatted(options.dockerfile())));
    }
    for (String name : NAMES) {
      String path = folder(options) + name;
      Optional<Found> found = read(tree, path);
      if (found.isPresent()) {
        return found.get();
      }
      if (tree.isLink(path)) {
        return new Missing(
            "%s is a link that leads to no file of the repository: put the file itself there, or name another in the setting dockerfile"
                .formatted(path));
      }
    }
    return new None();
  }

  /** The folder that is built, with a slash at its end; empty for all of the repository. */
  static String folder(BuildOptions options) {
    return options.context() == null || options.context().isEmpty() ? "" : options.context() + "/";
  }

  private static Optional<Found> read(SourceTree tree, String path) throws IOException {
    Optional<String> file = tree.follow(path);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    return tree.text(file.get()).map(text -> new Found(file.get(), text));
  }
}

package dev.aviary.builder.image;

import dev.aviary.builder.recipe.ReleaseProcesses;
import dev.aviary.builder.recipe.SourceRecipe;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How an image is made of a source: pure. */
sealed interface Recipe {
  String DOCKERFILE = "Dockerfile";

  /**
   * With this Dockerfile.
   *
   * @param prefix where the source lies in the build context
   * @param beside what a release runs beside the program that answers
   */
  record With(String dockerfile, String prefix, ReleaseProcesses beside) implements Recipe {

    /**
     * The same with labels: those of every layer at the beginning of each stage, so that what a
     * build leaves behind is known as Aviary's; those of the release in one step at the end,
     * because they change with each build and nothing after them would come from the engine's
     * cache.
     */
    ExtendedDockerfile labelled(Map<String, String> layers, Map<String, String> release) {
      return ExtendedDockerfile.inEveryStage(dockerfile, label(layers)).and(label(release));
    }

    private static String label(Map<String, String> labels) {
      return new TreeMap<>(labels)
          .entrySet().stream()
              .map(label -> label.getKey() + "=" + quoted(label.getValue()))
              .collect(Collectors.joining(" ", "LABEL ", ""));
    }
  }

  /** There is no way; {@code reason} says what is missing. */
  record Impossible(String reason) implements Recipe {}

  /** With the repository's own Dockerfile. */
  static With with(String dockerfile) {
    return new With(dockerfile, "", ReleaseProcesses.NONE);
  }

  /** As a repository without one is built. */
  static Recipe of(SourceRecipe source) {
    return switch (source) {
      case SourceRecipe.Made made -> new With(made.dockerfile(), made.source(), made.beside());
      case SourceRecipe.Unknown(String reason) -> new Impossible(reason);
    };
  }

  /** As a word in double quotes, in which nothing is replaced. */
  private static String quoted(String text) {
    return '"' + text.replaceAll("[\"\\\\$]", "\\\\$0") + '"';
  }
}

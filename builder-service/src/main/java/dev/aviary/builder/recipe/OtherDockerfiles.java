package dev.aviary.builder.recipe;

import java.util.List;
import java.util.stream.Collectors;

/** Dockerfiles that are not where one is looked for, and the setting that names each: pure. */
final class OtherDockerfiles {
  private static final String FORM =
      "(?i)(.+/)?(Dockerfile([.-][^/]+)?|[^/]+\\.Dockerfile|Containerfile)";
  private static final int NAMED = 3;

  private OtherDockerfiles() {}

  /** A sentence about them; empty when there is none. */
  static String hint(SourceFiles files) {
    List<String> found = files.matching(FORM).limit(NAMED).toList();
    return found.isEmpty()
        ? ""
        : ". A Dockerfile may be meant that is elsewhere: "
            + found.stream().map(OtherDockerfiles::setting).collect(Collectors.joining("; "));
  }

  private static String setting(String path) {
    int folder = path.lastIndexOf('/');
    return folder >= 0 && path.substring(folder + 1).equals("Dockerfile")
        ? "for %s set context to %s".formatted(path, path.substring(0, folder))
        : "for %s set dockerfile to %s".formatted(path, path);
  }
}

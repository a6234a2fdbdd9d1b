package dev.aviary.contract.app;

import java.util.ArrayList;
import java.util.List;

/** A path in a repository, from its top. */
final class RepositoryPath {
  private static final int LONGEST = 1024;

  private RepositoryPath() {}

  /**
   * The path without what says nothing: {@code ./web//} is {@code web}, and {@code .} is empty.
   *
   * @throws BadValueException when it leads out of the repository, begins with a slash, or is
   *     longer than {@value #LONGEST} characters
   */
  static String check(String path, String name) {
    Check.that(
        path.length() <= LONGEST && path.indexOf(0) < 0 && path.indexOf('\n') < 0,
        name + " is not a path of at most " + LONGEST + " characters on one line");
    Check.that(
        !path.startsWith("/"), name + " is a path from the top of the repository, without /");
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      Check.that(!part.equals(".."), name + " leads out of the repository: " + path);
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }
}

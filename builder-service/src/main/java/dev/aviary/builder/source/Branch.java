package dev.aviary.builder.source;

import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Check;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The name of a branch that may be asked for: what git allows (git-check-ref-format), and nothing
 * that a shell, a label or an address would take for more than a name.
 */
public record Branch(String name) {
  static final int LONGEST = 200;
  private static final String MARKS = "._-/+#@=,%";

  public Branch {
    Check.that(name.length() <= LONGEST, "a branch's name has at most 200 characters");
    Check.that(
        name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0),
        "a branch's name holds letters, digits and " + MARKS + " only");
    Check.that(
        !name.startsWith("-") && Repository.isValidRefName(Constants.R_HEADS + name),
        "git allows no such branch name");
  }

  public static Branch of(@Nullable String name) {
    return new Branch(Check.text(name, "branch"));
  }

  /** Whether a branch of this name may be asked for. */
  static boolean isAllowed(String name) {
    try {
      return new Branch(name).name().equals(name);
    } catch (BadValueException refused) {
      return false;
    }
  }

  /** Its full name in a repository. */
  public String ref() {
    return Constants.R_HEADS + name;
  }
}

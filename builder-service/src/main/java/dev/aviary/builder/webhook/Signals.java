package dev.aviary.builder.webhook;

import dev.aviary.contract.app.Check;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What forges say in the same way. */
final class Signals {
  /** Begins the names of the statuses that Aviary itself reports. */
  static final String OWN = "aviary";

  static final Signal PULL_REQUEST =
      new Signal.Ignored("a pull request is not deployed; its branch is, once it is pushed");
  static final Signal OWN_STATUS = new Signal.Ignored("this is the status of Aviary's own");

  private static final String HEADS = "refs/heads/";
  private static final String NONE = "0".repeat(40);

  private Signals() {}

  /**
   * The push of a reference.
   *
   * @param ref its full name
   * @param after the commit that it stands at now; zeros: it was deleted
   */
  static Signal push(@Nullable String repository, @Nullable String ref, @Nullable String after) {
    String name = Check.text(ref, "ref");
    if (!name.startsWith(HEADS)) {
      return new Signal.Ignored("%s is no branch: tags are not deployed".formatted(name));
    }
    String branch = name.substring(HEADS.length());
    return NONE.equals(after)
        ? deleted(branch)
        : new Signal.Push(Check.text(repository, "repository"), branch, commit(after));
  }

  static Signal deleted(String branch) {
    return new Signal.Ignored("branch " + branch + " was deleted; what is deployed of it stays");
  }

  /** An event that is not looked at. */
  static Signal unknown(@Nullable String event, String used) {
    return new Signal.Ignored("event %s is not used; choose %s".formatted(event, used));
  }

  /** A commit of a pull request alone, or one that its branch has left. */
  static String noBranchAt(String commit) {
    return "no branch stands at commit " + commit;
  }

  static Signal notPassed(@Nullable String state) {
    return new Signal.Ignored("the run did not pass: " + state);
  }

  /** SHA-1; forges that keep SHA-256 repositories send 64 digits, which git here does not read. */
  static String commit(@Nullable String sha) {
    return Check.commit(Check.text(sha, "commit").toLowerCase(Locale.ROOT));
  }
}

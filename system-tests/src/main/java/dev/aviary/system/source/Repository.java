package dev.aviary.system.source;

import dev.aviary.system.stack.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An app as a real git repository, to which the test pushes. */
public record Repository(Path bare) {
  private static final Map<String, String> AUTHOR =
      Map.of(
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@localhost",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@localhost");

  /** Lays the sample app out with its branches master and canary. */
  public static Repository layOut(Path root, Path bare) {
    Shell.run(root.resolve("examples/flask-app/lay-out").toString(), bare.toString());
    return new Repository(bare);
  }

  /** Lays these files out on the branches master and canary. */
  public static Repository of(Path bare, Map<String, String> files) {
    try {
      Path source = Files.createTempDirectory("lay-out");
      for (var file : files.entrySet()) {
        Files.writeString(source.resolve(file.getKey()), file.getValue());
      }
      return of(bare, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lays what is in a folder out on the branches master and canary, and removes the folder. */
  public static Repository of(Path bare, Path source) {
    git(source, "init", "-q", "--initial-branch", "master");
    git(source, "add", "--all", "--force");
    git(source, "commit", "-q", "--message", "Begin");
    git(source, "branch", "canary");
    git(source, "clone", "-q", "--bare", ".", bare.toString());
    Shell.run("rm", "-r", source.toString());
    Shell.run("chmod", "-R", "a+rX", bare.toString());
    return new Repository(bare);
  }

  /** The commit at the tip of a branch. */
  public String tip(String branch) {
    return Shell.run("git", "--git-dir", bare.toString(), "rev-parse", "refs/heads/" + branch);
  }

  /**
   * Pushes a commit to a branch that gives a file another content.
   *
   * @return the new commit
   */
  public String push(String branch, String file, String content, String message) {
    try {
      Path clone = Files.createTempDirectory("push");
      git(clone, "clone", "-q", "--branch", branch, bare.toString(), ".");
      Files.writeString(clone.resolve(file), content);
      git(clone, "commit", "-q", "--all", "--message", message);
      git(clone, "push", "-q", "origin", branch);
      Shell.run("rm", "-r", clone.toString());
      Shell.run("chmod", "-R", "a+rX", bare.toString());
      return tip(branch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The content of a file at the tip of a branch. */
  public String file(String branch, String file) {
    return Shell.run("git", "--git-dir", bare.toString(), "show", branch + ":" + file) + "\n";
  }

  private static void git(Path folder, String... arguments) {
    Shell.run(folder, AUTHOR, "git", arguments);
  }
}

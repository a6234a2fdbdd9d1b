package dev.aviary.builder.engine;

import java.util.List;
import java.util.regex.Pattern;

/** A line of shell as the command of a container. */
public final class ShellCommand {
  /** Several commands, or one that the shell itself must begin. */
  private static final Pattern MORE_THAN_A_PROGRAM =
      Pattern.compile("[;&|\\n]|^\\s*(exec\\s|[A-Za-z_]\\w*=)");

  private ShellCommand() {}

  /** A single program replaces the shell, so that it gets the signal to stop. */
  public static List<String> of(String line) {
    String run = MORE_THAN_A_PROGRAM.matcher(line).find() ? line : "exec " + line;
    return List.of("/bin/sh", "-c", run);
  }
}

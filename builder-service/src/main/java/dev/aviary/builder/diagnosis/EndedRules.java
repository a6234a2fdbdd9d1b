package dev.aviary.builder.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Why a container ended, or was not started at all. */
final class EndedRules {
  static final List<Function<StartEvidence, Optional<String>>> ALL =
      List.of(
          EndedRules::memory,
          EndedRules::killed,
          EndedRules::processor,
          EndedRules::shell,
          EndedRules::user,
          EndedRules::missing,
          EndedRules::notExecutable,
          RightsRules::capability,
          RightsRules::writing,
          EndedRules::byItself);

  private static final Pattern FORMAT =
      Pattern.compile("exec format error|cannot execute binary|\\belf\\b.*not found");

  /** A shell that reads a program as if it were a script: execvp(3) tries that at last. */
  private static final Pattern READ_AS_SCRIPT = Pattern.compile("syntax error|not found");

  private static final Pattern SHELL =
      Pattern.compile("exec /bin/sh failed|exec: \"?/bin/sh\"?: ?(stat|no such|executable)");
  private static final Pattern USER = Pattern.compile("unable to find (user|group)");
  private static final Pattern MISSING =
      Pattern.compile("not found|no such file or directory|cannot open");
  private static final Pattern DENIED = Pattern.compile("permission denied|is a directory");
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private EndedRules() {}

  private static Optional<String> memory(StartEvidence evidence) {
    return evidence.ending().killedForMemory()
        ? Optional.of(
            "The kernel killed it because it used more than its %d MB of memory: raise limits.memoryMegabytes."
                .formatted(evidence.run().limits().memoryMegabytes()))
        : Optional.empty();
  }

  /** The engine gets the end and its reason apart, and may record the end alone. */
  private static Optional<String> killed(StartEvidence evidence) {
    return evidence.ending().killed()
        ? Optional.of(
            "It was killed (exit code 137), most likely because it used more than its %d MB of memory: raise limits.memoryMegabytes."
                .formatted(evidence.run().limits().memoryMegabytes()))
        : Optional.empty();
  }

  private static Optional<String> processor(StartEvidence evidence) {
    if (evidence.ending().running()) {
      return Optional.empty();
    }
    return evidence
        .line(FORMAT)
        .or(() -> evidence.facts().isForeign() ? evidence.line(READ_AS_SCRIPT) : Optional.empty())
        .map(line ->
            evidence.facts().isForeign()
                ? "Its image is built for %s and this machine is %s: take a base image that has %s too."
                    .formatted(
                        evidence.facts().builtFor(),
                        evidence.facts().machine(),
                        evidence.facts().machine())
                : "This machine cannot run the program that it starts (%s): a program for another processor, or a script whose first line is not #!/bin/sh or the like."
                    .formatted(line));
  }

  /** The settings' own command needs it; an image of one program may have none. */
  private static Optional<String> shell(StartEvidence evidence) {
    return evidence.run().command() == null || evidence.ending().running()
        ? Optional.empty()
        : evidence
            .line(SHELL)
            .map(_ ->
                "Its image has no /bin/sh, which runs the command of the settings: remove command, so that the image's own is taken.");
  }

  private static Optional<String> user(StartEvidence evidence) {
    return evidence
        .line(USER)
        .map(line ->
            "Its image has no such user (%s): correct USER in the Dockerfile, or set user to one that it has, or to a number."
                .formatted(line));
  }

  private static Optional<String> missing(StartEvidence evidence) {
    boolean exited = evidence.ending().exitCode() == NOT_FOUND;
    if (!exited && evidence.ending().error().isEmpty()) {
      return Optional.empty();
    }
    return evidence
        .line(MISSING)
        .map(line ->
            "The program that it starts is not in its image (%s): correct the command, or let the build install it."
                .formatted(line));
  }

  private static Optional<String> notExecutable(StartEvidence evidence) {
    boolean exited = evidence.ending().exitCode() == NOT_EXECUTABLE;
    if (!exited && evidence.ending().error().isEmpty()) {
      return Optional.empty();
    }
    return evidence
        .line(DENIED)
        .map(line ->
            "The file that it starts is not executable (%s): run chmod +x on it, or name the program that reads it."
                .formatted(line));
  }

  private static Optional<String> byItself(StartEvidence evidence) {
    return !evidence.ending().running()
            && evidence.ending().exitCode() == 0
            && evidence.ending().error().isEmpty()
        ? Optional.of(
            "Its program ended by itself and without an error: let the command stay in the foreground as long as the app is to serve.")
        : Optional.empty();
  }
}

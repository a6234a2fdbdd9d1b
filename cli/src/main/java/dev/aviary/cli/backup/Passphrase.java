package dev.aviary.cli.backup;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.invocation.CommandContext;
import java.io.Console;
import java.util.Arrays;

/** What a backup is encrypted with. */
final class Passphrase {
  private static final String VARIABLE = "AVIARY_BACKUP_PASSPHRASE";
  private static final int SHORTEST = 12;

  private Passphrase() {}

  /** For a new backup: long enough, and typed twice. */
  static char[] chosen(CommandContext context) {
    char[] passphrase = known(context, "A passphrase for the backup: ");
    if (passphrase.length < SHORTEST) {
      throw CommandFailure.usage(
          "The passphrase has %d characters.".formatted(passphrase.length),
          "give %d or more: a thief of the file can try passphrases without a limit"
              .formatted(SHORTEST));
    }
    if (context.environment(VARIABLE).isEmpty()
        && !Arrays.equals(passphrase, known(context, "The same again: "))) {
      throw CommandFailure.usage("The two are not the same.", "try again");
    }
    return passphrase;
  }

  static char[] known(CommandContext context, String question) {
    String given = context.environment(VARIABLE);
    if (!given.isEmpty()) {
      return given.toCharArray();
    }
    Console console = context.asks() ? System.console() : null;
    char[] typed = console == null ? null : console.readPassword("%s", question);
    if (typed == null) {
      throw CommandFailure.usage(
          "The passphrase is missing.", "give it in " + VARIABLE + ", or run this on a terminal");
    }
    return typed;
  }
}

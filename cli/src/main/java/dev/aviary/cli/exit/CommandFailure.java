package dev.aviary.cli.exit;

import org.jspecify.annotations.Nullable;

/** Ends a command: what is not done, why, and what helps. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitStatus status;
  private final @Nullable String why;
  private final @Nullable String remedy;

  /**
   * @param what what is not done
   * @param why the reason; null: {@code what} has it
   * @param remedy what the person can do; null: nothing is known
   */
  public CommandFailure(
      ExitStatus status, String what, @Nullable String why, @Nullable String remedy) {
    // Its text is for the person at the terminal, who has no use for a stack.
    super(what, null, false, false);
    this.status = status;
    this.why = why;
    this.remedy = remedy;
  }

  public static CommandFailure usage(String what, String remedy) {
    return new CommandFailure(ExitStatus.USAGE, what, null, remedy);
  }

  public ExitStatus status() {
    return status;
  }

  /** Lines for the person. */
  public String told() {
    return getMessage()
        + (why == null ? "" : "\n   why:  " + why)
        + (remedy == null ? "" : "\n   do:   " + remedy);
  }
}

package dev.aviary.cli.exit;

/** How a command ended, as scripts see it. */
public enum ExitStatus {
  DONE(0),
  /** Aviary refused it, or it failed. */
  REFUSED(1),
  /** The command line cannot be understood. */
  USAGE(2),
  /** No answer of the instance. */
  NOT_REACHED(3),
  /** The token is missing, wrong, or not for this. */
  NOT_ALLOWED(4);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}

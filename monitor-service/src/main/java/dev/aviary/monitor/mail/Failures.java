package dev.aviary.monitor.mail;

/** How a failure reads in a log line. */
final class Failures {
  private Failures() {}

  /** The innermost cause: what wraps it says nothing about the mail server. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + String.valueOf(cause.getMessage()).strip();
  }
}

package dev.aviary.monitor.mail;

/** How a failure reads in a log line. */
final class Failures {
  /** RFC 5321, section 4.5.3.1.5: a reply line has 512 octets at most. */
  private static final int LONGEST = 512;

  private Failures() {}

  /** The innermost cause: what wraps it says nothing about the mail server. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + plain(String.valueOf(cause.getMessage()));
  }

  /** What a stranger's server said, on one line: its line ends could forge lines of a log. */
  static String plain(String words) {
    String line = words.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }
}

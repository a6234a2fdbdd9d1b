package dev.aviary.balancer.testing;

/** Writes the heads of messages. */
public final class Head {
  private Head() {}

  /** The lines, each with its end, and the empty line. */
  public static String of(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }
}

package dev.aviary.monitor.console.live;

import java.nio.charset.StandardCharsets;

/** Server-sent events (HTML, section 9.2.6). */
final class LiveMessage {
  private LiveMessage() {}

  /** What shows that a quiet stream lives; readers skip it. */
  static byte[] heartbeat() {
    return ": heartbeat\n\n".getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param json on one line, as it is written in one
   */
  static byte[] of(String event, String json) {
    return "event: %s\ndata: %s\n\n".formatted(event, json).getBytes(StandardCharsets.UTF_8);
  }
}

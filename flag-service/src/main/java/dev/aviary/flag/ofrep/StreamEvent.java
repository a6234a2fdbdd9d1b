package dev.aviary.flag.ofrep;

import dev.aviary.flag.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Tells clients to evaluate again (ADR-0008 of the protocol). It has no {@code lastModified}, which
 * the protocol leaves free: a flag that is removed leaves no moment behind, and the tag says
 * exactly what seconds would say roughly.
 */
final class StreamEvent {
  private static final byte[] HEARTBEAT = bytes(":\n\n");

  private final String tag;
  private final String id;
  private final byte[] bytes;

  private StreamEvent(String tag, String id, byte[] bytes) {
    this.tag = tag;
    this.id = id;
    this.bytes = bytes;
  }

  static StreamEvent of(Edition edition, long nowMillis) {
    String id = edition.tag() + "." + edition.rules().lastBoundary(nowMillis);
    String data =
        "{\"type\":\"refetchEvaluation\",\"etag\":%s}"
            .formatted(new Json.Text(edition.configTag()));
    byte[] bytes = bytes("id: %s\nevent: message\ndata: %s\n\n".formatted(id, data));
    return new StreamEvent(edition.tag(), id, bytes);
  }

  /** Of the edition: it stays the same when time alone changes a result. */
  String tag() {
    return tag;
  }

  /** Of the state that the flags are in: another whenever a result may be another. */
  String id() {
    return id;
  }

  /** As it is sent; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** What a stream begins with. */
  static byte[] beginning(Duration retry) {
    return bytes("retry: " + retry.toMillis() + "\n\n");
  }

  /** A comment, which clients do not look at. */
  static byte[] heartbeat() {
    return HEARTBEAT;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.aviary.builder.buildkit;

import java.nio.charset.StandardCharsets;

/**
 * How a call ended.
 *
 * @param code of gRPC; 0 when it went well
 * @param message why not, or empty
 */
record GrpcStatus(int code, String message) {
  static final GrpcStatus OK = new GrpcStatus(0, "");
  static final int UNKNOWN = 2;
  static final int NOT_FOUND = 5;
  static final int UNIMPLEMENTED = 12;

  /** The message as gRPC puts it into a header: percent-encoded, but for printable ASCII. */
  String encoded() {
    var text = new StringBuilder();
    for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        text.append((char) b);
      } else {
        text.append("%%%02X".formatted(b & 0xff));
      }
    }
    return text.toString();
  }
}

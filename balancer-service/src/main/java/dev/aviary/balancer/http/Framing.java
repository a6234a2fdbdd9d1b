package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;

/** How a message's body is told from what follows (RFC 9112, section 6). */
enum Framing {
  NO_BODY,
  PLAIN,
  CHUNKED;

  /** As the message's fields say. */
  static Framing of(HttpMessage message) {
    return message.headers().contains(HttpHeaderNames.TRANSFER_ENCODING) ? CHUNKED : PLAIN;
  }
}

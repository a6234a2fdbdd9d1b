package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map.Entry;

/** Writes what was read so that every byte is what it was; Netty's encoders write ASCII. */
final class Latin1 {
  private static final int COLON_SPACE = ':' << 8 | ' ';
  private static final int CRLF = '\r' << 8 | '\n';
  private static final AsciiString STATUS = AsciiString.cached("HTTP/1.1 ");
  private static final AsciiString OK = AsciiString.cached("HTTP/1.1 200 OK");
  private static final AsciiString HTTP_1_1 = AsciiString.cached(" HTTP/1.1");

  private Latin1() {}

  /** Bytes that are enough for most heads; others make the buffer grow. */
  static int roomFor(HttpMessage message) {
    return (message instanceof HttpRequest request ? request.uri().length() : 0)
        + 64 * (2 + message.headers().size());
  }

  /** A head up to the empty line; what is sent is always HTTP/1.1. */
  static void head(HttpMessage message, ByteBuf out) {
    switch (message) {
      case HttpRequest request -> {
        text(request.method().asciiName(), out);
        out.writeByte(' ');
        text(request.uri(), out);
        text(HTTP_1_1, out);
      }
      case HttpResponse response -> status(response.status(), out);
      default -> throw new IllegalArgumentException("neither request nor response");
    }
    lineEnd(out);
    fields(message.headers(), out);
    lineEnd(out);
  }

  private static void status(HttpResponseStatus status, ByteBuf out) {
    if (status.code() == 200 && status.reasonPhrase().equals("OK")) {
      text(OK, out);
      return;
    }
    text(STATUS, out);
    text(status.codeAsText(), out);
    out.writeByte(' ');
    text(status.reasonPhrase(), out);
  }

  static void fields(HttpHeaders headers, ByteBuf out) {
    if (headers instanceof Fields fields) {
      FieldWriter.write(fields, out);
      return;
    }
    Iterator<Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
    while (all.hasNext()) {
      Entry<CharSequence, CharSequence> field = all.next();
      field(field.getKey(), field.getValue(), out);
    }
  }

  static void field(CharSequence name, CharSequence value, ByteBuf out) {
    text(name, out);
    out.writeShort(COLON_SPACE);
    text(value, out);
    lineEnd(out);
  }

  static void text(CharSequence text, ByteBuf out) {
    if (text instanceof AsciiString ascii) {
      out.writeBytes(ascii.array(), ascii.arrayOffset(), ascii.length());
    } else {
      out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    }
  }

  static void lineEnd(ByteBuf out) {
    out.writeShort(CRLF);
  }
}

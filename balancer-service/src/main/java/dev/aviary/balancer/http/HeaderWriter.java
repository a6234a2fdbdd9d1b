package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map.Entry;

/**
 * Writes header fields and text as ISO 8859-1, so that each byte leaves as it arrived. Netty's
 * encoder writes ASCII alone. Fields in {@link FlatHeaders} take one copy by way of an array;
 * others take four copies a field.
 */
final class HeaderWriter {
  private static final int COLON_SPACE = ':' << 8 | ' ';
  private static final int CRLF = '\r' << 8 | '\n';

  /** Bytes of a header that the array takes. */
  private static final int MOST = 8_192;

  private static final FastThreadLocal<byte[]> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[MOST];
        }
      };

  private HeaderWriter() {}

  static void headers(HttpHeaders headers, ByteBuf buffer) {
    if (headers instanceof FlatHeaders flat && fits(flat)) {
      writeFlat(flat, buffer);
      return;
    }
    Iterator<Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
    while (all.hasNext()) {
      Entry<CharSequence, CharSequence> header = all.next();
      text(header.getKey(), buffer);
      buffer.writeShort(COLON_SPACE);
      text(header.getValue(), buffer);
      buffer.writeShort(CRLF);
    }
  }

  static void text(CharSequence text, ByteBuf buffer) {
    if (text instanceof AsciiString ascii) {
      buffer.writeBytes(ascii.array(), ascii.arrayOffset(), ascii.length());
    } else {
      buffer.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    }
  }

  static void lineEnd(ByteBuf buffer) {
    buffer.writeShort(CRLF);
  }

  private static boolean fits(FlatHeaders headers) {
    int length = 0;
    for (int i = 0; i < headers.size(); i++) {
      length += headers.name(i).length() + headers.written(i).length + 4;
    }
    return length <= MOST;
  }

  private static void writeFlat(FlatHeaders headers, ByteBuf buffer) {
    byte[] to = SCRATCH.get();
    int at = 0;
    for (int i = 0; i < headers.size(); i++) {
      AsciiString name = headers.name(i);
      at = copy(name.array(), name.arrayOffset(), name.length(), to, at);
      to[at++] = ':';
      to[at++] = ' ';
      byte[] value = headers.written(i);
      at = copy(value, 0, value.length, to, at);
      to[at++] = '\r';
      to[at++] = '\n';
    }
    buffer.writeBytes(to, 0, at);
  }

  private static int copy(byte[] from, int start, int length, byte[] to, int at) {
    System.arraycopy(from, start, to, at, length);
    return at + length;
  }
}

package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map.Entry;

/** Writes what the decoder read so that every byte is what it was; Netty's encoder writes ASCII. */
final class Latin1 {
  private static final int COLON_SPACE = ':' << 8 | ' ';
  private static final int CRLF = '\r' << 8 | '\n';

  private Latin1() {}

  static void headers(HttpHeaders headers, ByteBuf buffer) {
    if (headers instanceof FlatHeaders flat && Lines.fit(flat)) {
      Lines.write(flat, buffer);
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
}

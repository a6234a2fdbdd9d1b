package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;

/** Writes a header by way of an array: one copy into the buffer and not four a field. */
final class Lines {
  private static final int MOST = 8_192;

  private static final FastThreadLocal<byte[]> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[MOST];
        }
      };

  private Lines() {}

  static boolean fit(FlatHeaders headers) {
    int length = 0;
    for (int i = 0; i < headers.size(); i++) {
      length += headers.name(i).length() + headers.written(i).length + 4;
    }
    return length <= MOST;
  }

  static void write(FlatHeaders headers, ByteBuf buffer) {
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

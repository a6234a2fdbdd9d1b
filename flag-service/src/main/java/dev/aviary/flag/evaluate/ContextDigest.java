package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Feeds JSON into a digest, piece by piece. Values that every rule answers alike give the same
 * bytes, all others give different ones: members come in the order of their names, and numbers by
 * their value.
 */
final class ContextDigest {
  private final MessageDigest digest;
  private final byte[] buffer = new byte[1024];
  private int used;

  ContextDigest(MessageDigest digest) {
    this.digest = digest;
  }

  void add(Json json) {
    write(json);
    flush();
  }

  private void write(Json json) {
    switch (json) {
      case Json.ObjectNode object -> {
        begin('{', object.members().size());
        String[] names = object.members().keySet().toArray(String[]::new);
        Arrays.sort(names);
        for (String name : names) {
          text(name);
          write(object.members().getOrDefault(name, Json.NULL));
        }
      }
      case Json.ArrayNode array -> {
        begin('[', array.items().size());
        array.items().forEach(this::write);
      }
      case Json.Text text -> text(text.value());
      // To add zero makes -0 the same as 0, as it is in every rule.
      case Json.NumberNode number -> {
        put('#');
        whole(Double.doubleToLongBits(number.value() + 0.0), Long.BYTES);
      }
      case Json.Bool bool -> put(bool.value() ? 't' : 'f');
      case Json.Null _ -> put('n');
    }
  }

  private void text(String text) {
    begin('"', text.length());
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      // As UTF-8, but a surrogate stands for itself: a lone one must not become another's like.
      if (each < 0x80) {
        put(each);
      } else if (each < 0x800) {
        put(0xC0 | each >> 6);
        put(0x80 | (each & 0x3F));
      } else {
        put(0xE0 | each >> 12);
        put(0x80 | (each >> 6 & 0x3F));
        put(0x80 | (each & 0x3F));
      }
    }
  }

  private void begin(char kind, int size) {
    put(kind);
    whole(size, Integer.BYTES);
  }

  private void whole(long number, int bytes) {
    for (int i = 0; i < bytes; i++) {
      put((int) (number >>> (8 * i)));
    }
  }

  private void put(int value) {
    if (used == buffer.length) {
      flush();
    }
    buffer[used++] = (byte) value;
  }

  private void flush() {
    digest.update(buffer, 0, used);
    used = 0;
  }
}

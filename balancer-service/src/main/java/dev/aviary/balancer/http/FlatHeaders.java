package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A header as a list of fields in the order of their arrival. A message has few fields, and most
 * lookups are for a field that is missing: one word of bits answers them. Names and values are
 * checked as Netty's own headers check them.
 */
final class FlatHeaders extends NamedHeaders {
  /** Makes the headers of a head that a decoder reads. */
  static final HttpHeadersFactory FACTORY =
      new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
          return new FlatHeaders();
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
          return newHeaders();
        }
      };

  private static final int FIELDS = 16;

  private AsciiString[] names = new AsciiString[FIELDS];
  private CharSequence[] values = new CharSequence[FIELDS];

  /** The values as they are written. */
  private byte[][] written = new byte[FIELDS][];

  private byte[] numbers = new byte[FIELDS];
  private int size;

  /** A bit for each number; that of {@link FieldNames#OTHER} stays when the last one is removed. */
  private long held;

  /** Whether there is a field of any of the names whose {@link FieldNames#bits} these are. */
  boolean holdsAny(long bits) {
    return (held & bits) != 0;
  }

  AsciiString name(int at) {
    return names[at];
  }

  /** The name in small letters, as HTTP/2 has it. */
  AsciiString lowerName(int at) {
    return numbers[at] == FieldNames.OTHER
        ? names[at].toLowerCase()
        : FieldNames.inSmallLetters(numbers[at]);
  }

  /** Whether the field's name has a number. */
  boolean known(int at) {
    return numbers[at] != FieldNames.OTHER;
  }

  /** The value as it is written; must not be changed. */
  byte[] written(int at) {
    return written[at];
  }

  /** The index of the first field of that name from there on; -1 when there is none. */
  private int find(CharSequence name, int number, int from) {
    if ((held >>> number & 1) == 0) {
      return -1;
    }
    for (int i = from; i < size; i++) {
      if (numbers[i] == number && (number != FieldNames.OTHER || same(names[i], name))) {
        return i;
      }
    }
    return -1;
  }

  /** The index of the last field of that name before there; -1 when there is none. */
  private int findBefore(CharSequence name, int number, int before) {
    int at = before - 1;
    while (at >= 0
        && (numbers[at] != number || (number == FieldNames.OTHER && !same(names[at], name)))) {
      at--;
    }
    return at;
  }

  private static boolean same(CharSequence one, CharSequence other) {
    return one.length() == other.length() && AsciiString.contentEqualsIgnoreCase(one, other);
  }

  private int first(CharSequence name) {
    return find(name, FieldNames.number(name), 0);
  }

  private void append(CharSequence name, int number, CharSequence value, byte[] bytes) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      written = Arrays.copyOf(written, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    names[size] = AsciiString.of(name);
    values[size] = value;
    written[size] = bytes;
    numbers[size] = (byte) number;
    held |= 1L << number;
    size++;
  }

  private static void checkName(CharSequence name, int number) {
    if (number == FieldNames.OTHER
        && (name.isEmpty() || HttpHeaderValidationUtil.validateToken(name) >= 0)) {
      throw new IllegalArgumentException("a field's name is not a token");
    }
  }

  /** What has no byte in ISO 8859-1 becomes a question mark. */
  private static byte[] bytes(CharSequence value) {
    byte[] bytes =
        value instanceof AsciiString ascii
            ? exactly(ascii)
            : value.toString().getBytes(StandardCharsets.ISO_8859_1);
    if (!FieldValue.valid(bytes)) {
      throw new IllegalArgumentException("a field's value holds what no value may");
    }
    return bytes;
  }

  private static byte[] exactly(AsciiString value) {
    return value.isEntireArrayUsed() ? value.array() : value.toByteArray();
  }

  @Override
  HttpHeaders addOne(CharSequence name, CharSequence value) {
    int number = FieldNames.number(name);
    checkName(name, number);
    append(name, number, value, bytes(value));
    return this;
  }

  @Override
  HttpHeaders setOne(CharSequence name, CharSequence value) {
    int number = FieldNames.number(name);
    checkName(name, number);
    byte[] bytes = bytes(value);
    remove(name, number);
    append(name, number, value, bytes);
    return this;
  }

  @Override
  public HttpHeaders remove(CharSequence name) {
    remove(name, FieldNames.number(name));
    return this;
  }

  private void remove(CharSequence name, int number) {
    int to = find(name, number, 0);
    if (to < 0) {
      return;
    }
    int next = find(name, number, to + 1);
    for (int i = to + 1; i < size; i++) {
      if (i == next) {
        next = find(name, number, i + 1);
      } else {
        names[to] = names[i];
        values[to] = values[i];
        written[to] = written[i];
        numbers[to] = numbers[i];
        to++;
      }
    }
    size = to;
    if (number != FieldNames.OTHER) {
      held &= ~(1L << number);
    }
  }

  @Override
  public HttpHeaders clear() {
    size = 0;
    held = 0;
    return this;
  }

  @Override
  public boolean contains(CharSequence name) {
    return first(name) >= 0;
  }

  @Override
  public @Nullable String get(CharSequence name) {
    int at = first(name);
    return at < 0 ? null : values[at].toString();
  }

  @Override
  public List<String> getAll(CharSequence name) {
    int number = FieldNames.number(name);
    int at = find(name, number, 0);
    if (at < 0) {
      return List.of();
    }
    int next = find(name, number, at + 1);
    if (next < 0) {
      return List.of(values[at].toString());
    }
    List<String> all = new ArrayList<>();
    for (; at >= 0; at = find(name, number, at + 1)) {
      all.add(values[at].toString());
    }
    return all;
  }

  /** The last one first, as Netty's headers have it and its decoder expects it. */
  @Override
  public Iterator<CharSequence> valueCharSequenceIterator(CharSequence name) {
    int number = FieldNames.number(name);
    return new Iterator<>() {
      private int at = findBefore(name, number, size);

      @Override
      public boolean hasNext() {
        return at >= 0;
      }

      @Override
      public CharSequence next() {
        if (at < 0) {
          throw new NoSuchElementException();
        }
        CharSequence value = values[at];
        at = findBefore(name, number, at);
        return value;
      }
    };
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Iterator<Map.Entry<CharSequence, CharSequence>> iteratorCharSequence() {
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at < size;
      }

      @Override
      public Map.Entry<CharSequence, CharSequence> next() {
        if (at >= size) {
          throw new NoSuchElementException();
        }
        return new SimpleImmutableEntry<>(names[at], values[at++]);
      }
    };
  }
}

package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order in which they came. A message has a dozen of them: looking at the
 * lengths of their names is faster than hashing them.
 */
final class Fields extends DerivedFields {
  private AsciiString[] names = new AsciiString[16];
  private CharSequence[] values = new CharSequence[16];
  private int size;

  /** Adds a field that was checked. */
  void append(AsciiString name, CharSequence value) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    names[size] = name;
    values[size++] = value;
  }

  @Override
  AsciiString name(int place) {
    return names[place];
  }

  @Override
  CharSequence value(int place) {
    return values[place];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable String get(CharSequence name) {
    int at = find(name, 0);
    return at < 0 ? null : values[at].toString();
  }

  @Override
  public List<String> getAll(CharSequence name) {
    int at = find(name, 0);
    if (at < 0) {
      return List.of();
    }
    var all = new ArrayList<String>(1);
    for (; at >= 0; at = find(name, at + 1)) {
      all.add(values[at].toString());
    }
    return all;
  }

  @Override
  public boolean contains(CharSequence name) {
    return find(name, 0) >= 0;
  }

  @Override
  public HttpHeaders add(CharSequence name, Object value) {
    append(AsciiString.of(name), text(value));
    return this;
  }

  /** The field keeps its place, if there is one already; of several the first one stays. */
  @Override
  public HttpHeaders set(CharSequence name, Object value) {
    int at = find(name, 0);
    if (at < 0) {
      return add(name, value);
    }
    values[at] = text(value);
    removeFrom(name, at + 1);
    return this;
  }

  @Override
  public HttpHeaders remove(CharSequence name) {
    removeFrom(name, 0);
    return this;
  }

  @Override
  public HttpHeaders clear() {
    size = 0;
    return this;
  }

  private int find(CharSequence name, int from) {
    for (int i = from; i < size; i++) {
      if (named(i, name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean named(int place, CharSequence name) {
    AsciiString each = names[place];
    // Of names of one length most differ in their first letter, whatever its case.
    return each.length() == name.length()
        && ((each.charAt(0) ^ name.charAt(0)) & ~0x20) == 0
        && each.contentEqualsIgnoreCase(name);
  }

  private void removeFrom(CharSequence name, int from) {
    int kept = find(name, from);
    if (kept < 0) {
      return;
    }
    for (int i = kept + 1; i < size; i++) {
      if (!named(i, name)) {
        names[kept] = names[i];
        values[kept++] = values[i];
      }
    }
    size = kept;
  }

  private static CharSequence text(Object value) {
    return value instanceof CharSequence text ? text : value.toString();
  }
}

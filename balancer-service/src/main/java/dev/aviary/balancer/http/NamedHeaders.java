package dev.aviary.balancer.http;

import io.netty.handler.codec.CharSequenceValueConverter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of Netty's headers, built on the few that {@link FlatHeaders} implements. */
abstract class NamedHeaders extends HttpHeaders {
  private static final CharSequenceValueConverter CONVERTER = CharSequenceValueConverter.INSTANCE;

  abstract HttpHeaders addOne(CharSequence name, CharSequence value);

  abstract HttpHeaders setOne(CharSequence name, CharSequence value);

  private static CharSequence text(Object value) {
    return CONVERTER.convertObject(value);
  }

  @Override
  public HttpHeaders add(CharSequence name, Object value) {
    return addOne(name, text(value));
  }

  @Override
  public HttpHeaders add(CharSequence name, Iterable<?> values) {
    values.forEach(value -> addOne(name, text(value)));
    return this;
  }

  @Override
  public HttpHeaders set(CharSequence name, Object value) {
    return setOne(name, text(value));
  }

  @Override
  public HttpHeaders set(CharSequence name, Iterable<?> values) {
    remove(name);
    return add(name, values);
  }

  @Override
  public boolean contains(CharSequence name, CharSequence value, boolean ignoreCase) {
    Iterator<? extends CharSequence> all = valueCharSequenceIterator(name);
    while (all.hasNext()) {
      CharSequence each = all.next();
      if (ignoreCase
          ? AsciiString.contentEqualsIgnoreCase(each, value)
          : AsciiString.contentEquals(each, value)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean containsValue(CharSequence name, CharSequence value, boolean ignoreCase) {
    return contains(name) && super.containsValue(name, value, ignoreCase);
  }

  @Override
  public Iterator<String> valueStringIterator(CharSequence name) {
    return getAll(name).reversed().iterator();
  }

  private @Nullable CharSequence first(CharSequence name) {
    return get(name);
  }

  @Override
  public @Nullable Integer getInt(CharSequence name) {
    CharSequence value = first(name);
    try {
      return value == null ? null : CONVERTER.convertToInt(value);
    } catch (RuntimeException notANumber) {
      return null;
    }
  }

  @Override
  public int getInt(CharSequence name, int otherwise) {
    Integer value = getInt(name);
    return value == null ? otherwise : value;
  }

  @Override
  public @Nullable Short getShort(CharSequence name) {
    CharSequence value = first(name);
    try {
      return value == null ? null : CONVERTER.convertToShort(value);
    } catch (RuntimeException notANumber) {
      return null;
    }
  }

  @Override
  public short getShort(CharSequence name, short otherwise) {
    Short value = getShort(name);
    return value == null ? otherwise : value;
  }

  @Override
  public @Nullable Long getTimeMillis(CharSequence name) {
    CharSequence value = first(name);
    try {
      return value == null ? null : CONVERTER.convertToTimeMillis(value);
    } catch (RuntimeException noTime) {
      return null;
    }
  }

  @Override
  public long getTimeMillis(CharSequence name, long otherwise) {
    Long value = getTimeMillis(name);
    return value == null ? otherwise : value;
  }

  @Override
  public HttpHeaders addInt(CharSequence name, int value) {
    return addOne(name, CONVERTER.convertInt(value));
  }

  @Override
  public HttpHeaders addShort(CharSequence name, short value) {
    return addOne(name, CONVERTER.convertShort(value));
  }

  @Override
  public HttpHeaders setInt(CharSequence name, int value) {
    return setOne(name, CONVERTER.convertInt(value));
  }

  @Override
  public HttpHeaders setShort(CharSequence name, short value) {
    return setOne(name, CONVERTER.convertShort(value));
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    iteratorCharSequence().forEachRemaining(field -> names.add(field.getKey().toString()));
    return names;
  }

  @Override
  public List<Map.Entry<String, String>> entries() {
    List<Map.Entry<String, String>> all = new ArrayList<>(size());
    iteratorCharSequence()
        .forEachRemaining(
            field -> all.add(Map.entry(field.getKey().toString(), field.getValue().toString())));
    return all;
  }

  @Override
  @Deprecated
  @SuppressWarnings(
      "InlineMeSuggester") // Netty says that it is deprecated, and wants it all the same.
  public Iterator<Map.Entry<String, String>> iterator() {
    return entries().iterator();
  }

  @Override
  public @Nullable String get(String name) {
    return get((CharSequence) name);
  }

  @Override
  public List<String> getAll(String name) {
    return getAll((CharSequence) name);
  }

  @Override
  public boolean contains(String name) {
    return contains((CharSequence) name);
  }

  @Override
  public boolean contains(String name, String value, boolean ignoreCase) {
    return contains((CharSequence) name, (CharSequence) value, ignoreCase);
  }

  @Override
  public HttpHeaders add(String name, Object value) {
    return add((CharSequence) name, value);
  }

  @Override
  public HttpHeaders add(String name, Iterable<?> values) {
    return add((CharSequence) name, values);
  }

  @Override
  public HttpHeaders set(String name, Object value) {
    return set((CharSequence) name, value);
  }

  @Override
  public HttpHeaders set(String name, Iterable<?> values) {
    return set((CharSequence) name, values);
  }

  @Override
  public HttpHeaders remove(String name) {
    return remove((CharSequence) name);
  }
}

package dev.aviary.balancer.http;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Netty's type offers of {@link Fields} beyond what requests need, made of the rest. */
abstract class DerivedFields extends HttpHeaders {
  abstract AsciiString name(int place);

  abstract CharSequence value(int place);

  @Override
  public boolean isEmpty() {
    return size() == 0;
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
  public HttpHeaders add(String name, Object value) {
    return add((CharSequence) name, value);
  }

  @Override
  public HttpHeaders add(String name, Iterable<?> values) {
    values.forEach(value -> add((CharSequence) name, value));
    return this;
  }

  @Override
  public HttpHeaders addInt(CharSequence name, int value) {
    return add(name, Integer.toString(value));
  }

  @Override
  public HttpHeaders addShort(CharSequence name, short value) {
    return addInt(name, value);
  }

  @Override
  public HttpHeaders set(String name, Object value) {
    return set((CharSequence) name, value);
  }

  @Override
  public HttpHeaders set(String name, Iterable<?> values) {
    return remove((CharSequence) name).add(name, values);
  }

  @Override
  public HttpHeaders setInt(CharSequence name, int value) {
    return set(name, Integer.toString(value));
  }

  @Override
  public HttpHeaders setShort(CharSequence name, short value) {
    return setInt(name, value);
  }

  @Override
  public HttpHeaders remove(String name) {
    return remove((CharSequence) name);
  }

  @Override
  public @Nullable Integer getInt(CharSequence name) {
    return parsed(name, Integer::valueOf);
  }

  @Override
  public int getInt(CharSequence name, int otherwise) {
    Integer value = getInt(name);
    return value == null ? otherwise : value;
  }

  @Override
  public @Nullable Short getShort(CharSequence name) {
    return parsed(name, Short::valueOf);
  }

  @Override
  public short getShort(CharSequence name, short otherwise) {
    Short value = getShort(name);
    return value == null ? otherwise : value;
  }

  @Override
  public @Nullable Long getTimeMillis(CharSequence name) {
    return parsed(name, DerivedFields::millis);
  }

  @Override
  public long getTimeMillis(CharSequence name, long otherwise) {
    Long value = getTimeMillis(name);
    return value == null ? otherwise : value;
  }

  @Override
  public List<Entry<String, String>> entries() {
    return all().map(e -> Map.entry(e.getKey().toString(), e.getValue().toString())).toList();
  }

  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  @Override
  public Iterator<Entry<String, String>> iterator() {
    return entries().iterator();
  }

  @Override
  public Iterator<Entry<CharSequence, CharSequence>> iteratorCharSequence() {
    return all().iterator();
  }

  @Override
  public Set<String> names() {
    var names = new LinkedHashSet<String>();
    all().forEach(entry -> names.add(entry.getKey().toString()));
    return names;
  }

  private Stream<Entry<CharSequence, CharSequence>> all() {
    return IntStream.range(0, size()).mapToObj(i -> Map.entry(name(i), value(i)));
  }

  @SuppressWarnings("JavaUtilDate") // Netty's parser gives one.
  private static @Nullable Long millis(String value) {
    var date = DateFormatter.parseHttpDate(value);
    return date == null ? null : date.getTime();
  }

  private <T> @Nullable T parsed(CharSequence name, Function<String, @Nullable T> parse) {
    String value = get(name);
    try {
      return value == null ? null : parse.apply(value);
    } catch (NumberFormatException notOne) {
      return null;
    }
  }
}

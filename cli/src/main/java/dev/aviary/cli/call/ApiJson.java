package dev.aviary.cli.call;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document; one that is missing is null, and so are all below it.
 *
 * @param value a map, a list, a text, a number, a boolean or null
 */
public record ApiJson(@Nullable Object value) {

  /** Of what is no JSON, nothing. */
  public static ApiJson read(String text) {
    try {
      return new ApiJson(text.isBlank() ? null : JSON.std.anyFrom(text));
    } catch (IOException e) {
      return new ApiJson(null);
    }
  }

  /** JSON of maps, lists and plain values. */
  public static String write(Object value) {
    try {
      return JSON.std.asString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ApiJson at(String... names) {
    Object place = value;
    for (String name : names) {
      place = place instanceof Map<?, ?> members ? members.get(name) : null;
    }
    return new ApiJson(place);
  }

  public boolean isPresent() {
    return value != null;
  }

  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  public boolean isNumber() {
    return value instanceof Number;
  }

  /**
   * Of a text, a number or a boolean; else empty. Control characters are shown as {@code ?}: they
   * would reach the terminal.
   */
  public String text() {
    return value == null || value instanceof Map || value instanceof List
        ? ""
        : printable(value.toString());
  }

  /** Without what a terminal takes for a command; line ends and tabs stay. */
  public static String printable(String text) {
    var clean = new StringBuilder(text.length());
    for (int n = 0; n < text.length(); n++) {
      char c = text.charAt(n);
      clean.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '?' : c);
    }
    return clean.toString();
  }

  /** 0 where there is none. */
  public double number() {
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  public List<ApiJson> items() {
    return value instanceof List<?> list ? list.stream().map(ApiJson::new).toList() : List.of();
  }

  public Map<String, ApiJson> members() {
    var members = new LinkedHashMap<String, ApiJson>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> members.put(String.valueOf(name), new ApiJson(member)));
    }
    return members;
  }

  /** Each value that a member of that name has, however deep. */
  public void each(String name, Consumer<ApiJson> taken) {
    members()
        .forEach((key, member) -> {
          if (key.equals(name)) {
            taken.accept(member);
          }
          member.each(name, taken);
        });
    items().forEach(item -> item.each(name, taken));
  }
}

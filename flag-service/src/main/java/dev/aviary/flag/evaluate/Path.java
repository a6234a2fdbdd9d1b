package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place at which {@code var} looks, as {@code user.address.city}.
 *
 * @param up how many steps outside of an item it begins, for each {@code ../} one
 * @param names members one inside of the other; a backslash makes a dot part of a name
 */
record Path(int up, List<String> names) {
  private static final String OUT = "../";

  Path {
    names = List.copyOf(names);
  }

  static Path of(String text) {
    int up = 0;
    String rest = text;
    while (rest.startsWith(OUT)) {
      up++;
      rest = rest.substring(OUT.length());
    }
    return new Path(up, rest.isEmpty() ? List.of() : names(rest));
  }

  private static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    var name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      boolean escapes =
          each == '\\' && i + 1 < text.length() && "./\\".indexOf(text.charAt(i + 1)) >= 0;
      if (escapes) {
        i++;
        name.append(text.charAt(i));
      } else if (each == '.') {
        names.add(name.toString());
        name.setLength(0);
      } else {
        name.append(each);
      }
    }
    if (names.size() != text.length()) {
      names.add(name.toString());
    }
    return names;
  }

  /** The value at this place; null: there is none. */
  @Nullable Json find(Scope scope) {
    if (names.isEmpty()) {
      return up > 0 ? scope.above(up) : scope.whole();
    }
    String first = names.getFirst();
    Json member = up > 0 ? scope.above(up, first) : scope.member(first);
    return member == null || names.size() == 1 ? member : descend(member, 1);
  }

  /**
   * Whether {@code missing} gives this path. A member that is null counts as present, an empty text
   * has no members, and the empty path is always present.
   */
  boolean isMissing(Scope scope) {
    if (names.isEmpty()) {
      return false;
    }
    Json json = scope.member(names.getFirst());
    for (int i = 1; i < names.size() && json != null; i++) {
      json =
          json instanceof Text text && text.value().isEmpty() ? null : member(json, names.get(i));
    }
    return json == null;
  }

  private @Nullable Json descend(Json from, int first) {
    Json json = from;
    for (int i = first; i < names.size() && json != null; i++) {
      json = member(json, names.get(i));
    }
    return json;
  }

  /** A member of an object, an item or the length of a list or a text; null: there is none. */
  static @Nullable Json member(Json json, String name) {
    return switch (json) {
      case ObjectNode object -> object.get(name);
      case ArrayNode array -> {
        List<Json> items = array.items();
        int index = index(name, items.size());
        yield index >= 0 ? items.get(index) : length(name, items.size());
      }
      case Text text -> {
        String value = text.value();
        int index = index(name, value.length());
        yield index >= 0
            ? new Text(value.substring(index, index + 1))
            : length(name, value.length());
      }
      case NumberNode _, Json.Bool _, Json.Null _ -> null;
    };
  }

  private static @Nullable Json length(String name, int length) {
    return name.equals("length") ? NumberNode.of((double) length) : null;
  }

  /** -1: the name is no index below that length. */
  private static int index(String name, int length) {
    if (name.isEmpty() || name.length() > 9 || (name.charAt(0) == '0' && name.length() > 1)) {
      return -1;
    }
    int index = 0;
    for (int i = 0; i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      index = index * 10 + digit;
    }
    return index < length ? index : -1;
  }
}

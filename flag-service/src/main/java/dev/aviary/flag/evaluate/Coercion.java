package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.Bool;
import dev.aviary.flag.json.Json.Null;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Numerals;
import java.util.List;
import java.util.stream.Collectors;

/**
 * JavaScript's conversions between types, as far as JSONLogic relies on them (<a
 * href="https://tc39.es/ecma262/#sec-type-conversion">ECMAScript, Type Conversion</a>).
 */
final class Coercion {
  private Coercion() {}

  /** Whether a value holds as a condition: as in JavaScript, except for empty lists and objects. */
  static boolean truth(Json json) {
    return switch (json) {
      case Bool bool -> bool.value();
      case Text text -> !text.value().isEmpty();
      case NumberNode number -> number.value() != 0 && !Double.isNaN(number.value());
      case ArrayNode array -> !array.items().isEmpty();
      case ObjectNode object -> !object.members().isEmpty();
      case Null _ -> false;
    };
  }

  /** The number that an operand stands for; NaN: none. */
  static double number(Json json) {
    return switch (json) {
      case NumberNode number -> number.value();
      case Text text -> StringNumber.of(text.value());
      case Bool bool -> bool.value() ? 1 : 0;
      case Null _ -> 0;
      case ArrayNode _, ObjectNode _ -> Double.NaN;
    };
  }

  /** The text that stands for a value. */
  static String text(Json json) {
    return switch (json) {
      case Text text -> text.value();
      case NumberNode number -> Numerals.of(number.value());
      case Bool bool -> String.valueOf(bool.value());
      case Null _ -> "null";
      case ObjectNode _ -> "[object Object]";
      case ArrayNode array -> joined(array.items());
    };
  }

  private static String joined(List<Json> items) {
    return items.stream()
        .map(item -> item instanceof Null ? "" : text(item))
        .collect(Collectors.joining(","));
  }

  /** Whether two values are one without any coercion; lists and objects only when they are one. */
  @SuppressWarnings("ReferenceEquality") // of lists and objects that is what JavaScript looks at
  static boolean same(Json left, Json right) {
    if (left == right) {
      return !(left instanceof NumberNode number && Double.isNaN(number.value()));
    }
    return switch (left) {
      case Text text -> right instanceof Text other && text.value().equals(other.value());
      case NumberNode number ->
          right instanceof NumberNode other && number.value() == other.value();
      case Bool bool -> right instanceof Bool other && bool.value() == other.value();
      case Null _ -> right instanceof Null;
      case ArrayNode _, ObjectNode _ -> false;
    };
  }
}

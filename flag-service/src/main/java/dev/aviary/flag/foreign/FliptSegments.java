package dev.aviary.flag.foreign;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Flipt's segments as conditions. Its context has texts alone; a comparison of an attribute that is
 * missing or empty is false there, whichever it is.
 */
final class FliptSegments {
  private static final List<String> TRUE = List.of("1", "t", "T", "TRUE", "true", "True");
  private static final List<String> FALSE = List.of("0", "f", "F", "FALSE", "false", "False");
  private static final Map<String, String> ORDER =
      Map.of("eq", "==", "neq", "!=", "lt", "<", "lte", "<=", "gt", ">", "gte", ">=");

  private final Map<String, FileObject> segments;

  private FliptSegments(Map<String, FileObject> segments) {
    this.segments = segments;
  }

  static FliptSegments of(List<FileObject> parts) throws Untranslatable {
    Map<String, FileObject> segments = new HashMap<>();
    for (FileObject segment : parts) {
      segments.put(segment.needed("key"), segment);
    }
    return new FliptSegments(segments);
  }

  /**
   * @param json the key of a segment, several, or an object that has either and an operator
   */
  Json condition(Json json, Pointer place, Translator.Flag flag) throws Untranslatable {
    List<Json> named =
        switch (json) {
          case Text key -> List.of(key);
          case ArrayNode array -> array.items();
          case ObjectNode object -> keys(new FileObject(object, place));
          default -> throw new Untranslatable(place, "is no segment");
        };
    List<Json> conditions = new ArrayList<>();
    for (Json each : named) {
      FileObject segment = each instanceof Text(String key) ? segments.get(key) : null;
      if (segment == null) {
        throw new Untranslatable(place, "there is no segment " + each);
      }
      conditions.add(condition(segment, flag));
    }
    if (conditions.isEmpty()) {
      throw new Untranslatable(place, "names no segment");
    }
    String operator =
        json instanceof ObjectNode object
            ? new FileObject(object, place).text("operator").orElse("OR_SEGMENT_OPERATOR")
            : "OR_SEGMENT_OPERATOR";
    return switch (operator) {
      case "OR_SEGMENT_OPERATOR" -> Logic.any(conditions);
      case "AND_SEGMENT_OPERATOR" -> Logic.all(conditions);
      default -> throw new Untranslatable(place.to("operator"), "is unknown");
    };
  }

  private static List<Json> keys(FileObject part) throws Untranslatable {
    part.only(Set.of("key", "keys", "operator", "value"));
    List<Json> keys = part.items("keys");
    return keys.isEmpty() ? List.of(Logic.text(part.needed("key"))) : keys;
  }

  private static Json condition(FileObject segment, Translator.Flag flag) throws Untranslatable {
    List<Json> conditions = new ArrayList<>();
    for (FileObject constraint : segment.parts("constraints")) {
      conditions.add(constraint(constraint, flag));
    }
    return switch (segment.text("match_type").orElse("ALL_MATCH_TYPE")) {
      case "ALL_MATCH_TYPE" -> Logic.all(conditions);
      case "ANY_MATCH_TYPE" -> conditions.isEmpty() ? Json.TRUE : Logic.any(conditions);
      default -> throw new Untranslatable(segment.to("match_type"), "is unknown");
    };
  }

  private static Json constraint(FileObject given, Translator.Flag flag) throws Untranslatable {
    String property = given.text("property").orElse("");
    String operator = given.needed("operator");
    return switch (given.needed("type")) {
      case "STRING_COMPARISON_TYPE" -> text(given, path(given, property), operator, flag);
      case "ENTITY_ID_COMPARISON_TYPE" -> text(given, "targetingKey", operator, flag);
      case "NUMBER_COMPARISON_TYPE" -> number(given, path(given, property), operator, flag);
      case "BOOLEAN_COMPARISON_TYPE" -> bool(given, path(given, property), operator);
      default -> throw new Untranslatable(given.to("type"), "cannot be expressed");
    };
  }

  private static String path(FileObject given, String property) throws Untranslatable {
    if (property.isEmpty() || property.contains(".")) {
      throw new Untranslatable(
          given.to("property"), "an attribute with a dot in its name cannot be asked for");
    }
    return property;
  }

  private static Json text(FileObject given, String path, String operator, Translator.Flag flag)
      throws Untranslatable {
    Json word = Logic.word(path);
    if (Set.of("empty", "notempty", "prefix", "suffix").contains(operator)) {
      flag.changed(given.place(), "white space around the attribute is cut off there");
    }
    return switch (operator) {
      case "empty" -> Logic.of("===", word, Logic.text(""));
      case "notempty" -> Logic.present(path);
      case "eq" -> present(path, Logic.of("===", word, value(given)));
      case "neq" -> present(path, Logic.of("!==", word, value(given)));
      case "prefix" -> present(path, Logic.of("starts_with", word, value(given)));
      case "suffix" -> present(path, Logic.of("ends_with", word, value(given)));
      case "contains" -> present(path, Logic.of("in", value(given), word));
      case "notcontains" -> present(path, Logic.not(Logic.of("in", value(given), word)));
      case "isoneof" -> present(path, Logic.of("in", word, words(given)));
      case "isnotoneof" -> present(path, Logic.not(Logic.of("in", word, words(given))));
      default -> throw new Untranslatable(given.to("operator"), "is unknown");
    };
  }

  private static Json present(String path, Json condition) {
    return Logic.all(List.of(Logic.present(path), condition));
  }

  private static Json value(FileObject given) throws Untranslatable {
    return Logic.text(given.scalar("value"));
  }

  private static Json number(FileObject given, String path, String operator, Translator.Flag flag)
      throws Untranslatable {
    if (!operator.endsWith("present")) {
      flag.changed(given.place(), Translator.NO_NUMBER);
    }
    String order = ORDER.get(operator);
    if (order != null) {
      return Logic.compare(path, order, numeric(Logic.text(given.scalar("value")), given));
    }
    return switch (operator) {
      case "present" -> Logic.present(path);
      case "notpresent" -> Logic.not(Logic.present(path));
      case "isoneof" -> Logic.any(comparisons(given, path, "=="));
      case "isnotoneof" -> Logic.all(comparisons(given, path, "!="));
      default -> throw new Untranslatable(given.to("operator"), "is unknown");
    };
  }

  private static List<Json> comparisons(FileObject given, String path, String operator)
      throws Untranslatable {
    List<Json> each = new ArrayList<>();
    for (Json item : list(given)) {
      each.add(Logic.compare(path, operator, numeric(item, given)));
    }
    return each;
  }

  private static Json bool(FileObject given, String path, String operator) throws Untranslatable {
    return switch (operator) {
      case "true" -> Logic.of("in", Logic.word(path), Logic.texts(TRUE));
      case "false" -> Logic.of("in", Logic.word(path), Logic.texts(FALSE));
      case "present" -> Logic.present(path);
      case "notpresent" -> Logic.not(Logic.present(path));
      default -> throw new Untranslatable(given.to("operator"), "is unknown");
    };
  }

  private static Json numeric(Json item, FileObject given) throws Untranslatable {
    String text = item instanceof Text(String value) ? value : item.toString();
    try {
      return NumberNode.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new Untranslatable(given.to("value"), "is not a number: " + text);
    }
  }

  private static Json words(FileObject given) throws Untranslatable {
    List<String> words = new ArrayList<>();
    for (Json item : list(given)) {
      words.add(item instanceof Text(String text) ? text : item.toString());
    }
    return Logic.texts(words);
  }

  /** Older files have the list as a text of JSON. */
  private static List<Json> list(FileObject given) throws Untranslatable {
    try {
      Json value = given.find("value").orElse(Json.NULL);
      Json list = value instanceof Text(String text) ? JsonReader.parse(text) : value;
      if (list instanceof ArrayNode(List<Json> items)) {
        return items;
      }
    } catch (JsonException e) {
      throw new Untranslatable(given.to("value"), "is no list: " + e.detail());
    }
    throw new Untranslatable(given.to("value"), "is no list");
  }
}

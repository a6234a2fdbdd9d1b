package dev.aviary.contract.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.micronaut.json.tree.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares a body with the record that it is to become: members that the record does not have,
 * values of another type, and null where there is no default. A member that is null or missing has
 * its default.
 */
final class BodyShape {
  private final List<BodyFault> faults = new ArrayList<>();

  private BodyShape() {}

  static List<BodyFault> faults(JsonNode body, Class<? extends Record> type) {
    var shape = new BodyShape();
    shape.object(body, type, "");
    return shape.faults;
  }

  /** The record's members by their names on the wire, with those of its unwrapped parts. */
  static Map<String, Type> members(Class<?> type) {
    var members = new LinkedHashMap<String, Type>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        members.putAll(members(component.getType()));
      } else {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        members.put(
            named == null ? component.getName() : named.value(), component.getGenericType());
      }
    }
    return members;
  }

  /** The place of a member (RFC 6901, section 3). */
  static String pointer(String outer, String name) {
    return outer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private void object(JsonNode node, Class<?> type, String pointer) {
    if (!node.isObject()) {
      wrong(node, pointer, "an object");
      return;
    }
    Map<String, Type> members = members(type);
    for (Map.Entry<String, JsonNode> member : node.entries()) {
      String place = pointer(pointer, member.getKey());
      Type wanted = members.get(member.getKey());
      if (wanted == null) {
        List<String> nearest = KnownNames.nearest(member.getKey(), members.keySet());
        faults.add(
            new BodyFault(
                place,
                "there is no such member"
                    + (nearest.isEmpty()
                        ? ""
                        : "; the nearest are " + String.join(", ", nearest))));
      } else if (!member.getValue().isNull()) {
        value(member.getValue(), wanted, place);
      }
    }
  }

  private void value(JsonNode node, Type wanted, String pointer) {
    if (wanted instanceof ParameterizedType of && of.getRawType() == List.class) {
      list(node, of.getActualTypeArguments()[0], pointer);
    } else if (wanted instanceof ParameterizedType of && of.getRawType() == Map.class) {
      map(node, of.getActualTypeArguments()[1], pointer);
    } else if (wanted instanceof Class<?> type) {
      one(node, type, pointer);
    }
  }

  private void list(JsonNode node, Type element, String pointer) {
    if (!node.isArray()) {
      wrong(node, pointer, "a list");
      return;
    }
    int index = 0;
    for (JsonNode each : node.values()) {
      value(each, element, pointer + "/" + index++);
    }
  }

  private void map(JsonNode node, Type element, String pointer) {
    if (!node.isObject()) {
      wrong(node, pointer, "an object");
      return;
    }
    node.entries()
        .forEach(each -> value(each.getValue(), element, pointer(pointer, each.getKey())));
  }

  private void one(JsonNode node, Class<?> type, String pointer) {
    if (type.isRecord()) {
      object(node, type, pointer);
    } else if (type == String.class || type.isEnum()) {
      check(node.isString(), node, pointer, "a string");
    } else if (type == Boolean.class || type == boolean.class) {
      check(node.isBoolean(), node, pointer, "true or false");
    } else if (type == Integer.class || type == int.class) {
      check(whole(node, 31), node, pointer, "a whole number below 2^31");
    } else if (type == Long.class || type == long.class) {
      check(whole(node, 63), node, pointer, "a whole number below 2^63");
    } else if (type == Double.class || type == double.class) {
      check(node.isNumber(), node, pointer, "a number");
    }
  }

  /** By the form that it was written in: 5.0 and 5e0 are none. */
  private static boolean whole(JsonNode node, int bits) {
    return node.isNumber()
        && switch (node.getNumberValue()) {
          case Integer _ -> true;
          case Long number -> BigInteger.valueOf(number).bitLength() <= bits;
          case BigInteger number -> number.bitLength() <= bits;
          default -> false;
        };
  }

  private void check(boolean holds, JsonNode node, String pointer, String wanted) {
    if (!holds) {
      wrong(node, pointer, wanted);
    }
  }

  /** Nothing of the value is told: it may be a secret. */
  private void wrong(JsonNode node, String pointer, String wanted) {
    faults.add(new BodyFault(pointer, "give %s, not %s".formatted(wanted, kind(node))));
  }

  private static String kind(JsonNode node) {
    if (node.isNull()) {
      return "null";
    }
    if (node.isObject()) {
      return "an object";
    }
    if (node.isArray()) {
      return "a list";
    }
    if (node.isNumber()) {
      return "this number";
    }
    return node.isString() ? "a string" : "true or false";
  }
}

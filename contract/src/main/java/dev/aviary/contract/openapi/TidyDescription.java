package dev.aviary.contract.openapi;

import io.micronaut.json.tree.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a description what the compiler writes beside the point: what stands beside a
 * reference, which counts for nothing (OpenAPI 3.0, "Reference Object"), a description that repeats
 * its summary, and components that nothing refers to.
 */
final class TidyDescription {
  private static final String REFERENCE = "$ref";
  private static final String COMPONENTS = "components";
  private static final String SUMMARY = "summary";
  private static final String DESCRIPTION = "description";

  private TidyDescription() {}

  /**
   * @param description with {@code paths} and {@code components}
   */
  static JsonNode of(JsonNode description) {
    JsonNode plain = withoutRepetition(description);
    JsonNode components = plain.get(COMPONENTS);
    if (components == null) {
      return plain;
    }
    Set<String> needed = needed(plain);
    var kept = new LinkedHashMap<String, JsonNode>();
    for (var kind : components.entries()) {
      kept.put(
          kind.getKey(),
          kind.getKey().equals("securitySchemes")
              ? kind.getValue()
              : only(needed, "#/components/" + kind.getKey() + "/", kind.getValue()));
    }
    var tidy = new LinkedHashMap<String, JsonNode>();
    plain.entries().forEach(each -> tidy.put(each.getKey(), each.getValue()));
    tidy.put(COMPONENTS, JsonNode.createObjectNode(kept));
    return JsonNode.createObjectNode(tidy);
  }

  private static JsonNode withoutRepetition(JsonNode json) {
    if (json.isArray()) {
      var entries = new ArrayList<JsonNode>();
      json.values().forEach(each -> entries.add(withoutRepetition(each)));
      return JsonNode.createArrayNode(entries);
    }
    if (!json.isObject()) {
      return json;
    }
    JsonNode reference = json.get(REFERENCE);
    if (reference != null && reference.isString()) {
      return JsonNode.createObjectNode(Map.of(REFERENCE, reference));
    }
    var members = new LinkedHashMap<String, JsonNode>();
    for (var each : json.entries()) {
      members.put(each.getKey(), withoutRepetition(each.getValue()));
    }
    JsonNode summary = members.get(SUMMARY);
    if (summary != null && summary.isString()) {
      members.remove(DESCRIPTION, summary);
    }
    return JsonNode.createObjectNode(members);
  }

  private static JsonNode only(Set<String> needed, String prefix, JsonNode components) {
    var kept = new LinkedHashMap<String, JsonNode>();
    for (var each : components.entries()) {
      if (needed.contains(prefix + each.getKey())) {
        kept.put(each.getKey(), each.getValue());
      }
    }
    return JsonNode.createObjectNode(kept);
  }

  /** What the operations refer to, and what that refers to. */
  private static Set<String> needed(JsonNode description) {
    var needed = new HashSet<String>();
    Deque<JsonNode> open = new ArrayDeque<>();
    add(open, description.get("paths"));
    while (!open.isEmpty()) {
      JsonNode next = open.pop();
      if (next.isArray()) {
        next.values().forEach(open::push);
      } else if (next.isObject()) {
        next.entries().forEach(each -> open.push(each.getValue()));
        JsonNode reference = next.get(REFERENCE);
        if (reference != null && needed.add(reference.getStringValue())) {
          add(open, target(description, reference.getStringValue()));
        }
      }
    }
    return needed;
  }

  private static void add(Deque<JsonNode> open, @Nullable JsonNode found) {
    if (found != null) {
      open.push(found);
    }
  }

  private static @Nullable JsonNode target(JsonNode description, String reference) {
    @Nullable JsonNode at = description;
    for (String name : reference.replace("#/", "").split("/", -1)) {
      at = at == null ? null : at.get(name);
    }
    return at;
  }
}

package dev.aviary.monitor.console.neighbour;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.monitor.console.access.ConsoleUser;
import dev.aviary.monitor.console.access.Role;
import dev.aviary.monitor.console.neighbour.ConsolePermission.Callee;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * Takes the values out of the builder's answers that a viewer does not see: those of an app's
 * environment, which may hold a password or a key, and the hashes of its visitors' passwords. Names
 * stay. They are looked for by the names of the settings, wherever in an answer these stand.
 */
@Singleton
final class HiddenValues {
  static final String HIDDEN = "hidden";

  /** The settings {@code env} and, of {@code access}, {@code users} (docs/apps.md). */
  private static final Set<String> SETTINGS = Set.of("env", "users");

  private final JsonMapper json;

  HiddenValues(JsonMapper json) {
    this.json = json;
  }

  /** The answer as this user sees it. */
  MutableHttpResponse<?> of(ConsoleUser user, Callee from, MutableHttpResponse<?> answer) {
    return from == Callee.BUILDER
            && !user.may(Role.OPERATOR)
            && answer.body() instanceof byte[] bytes
        ? answer.body(without(bytes))
        : answer;
  }

  /**
   * @throws ProblemException 502 when it is no JSON: then nothing of it is shown
   */
  private byte[] without(byte[] answer) {
    try {
      JsonNode read = json.readValue(answer, JsonNode.class);
      return json.writeValueAsBytes(without(read == null ? JsonNode.nullNode() : read, false));
    } catch (IOException e) {
      throw new ProblemException(
          HttpStatus.BAD_GATEWAY, "the builder's answer cannot be read, so none of it is shown");
    }
  }

  private static JsonNode without(JsonNode node, boolean hidden) {
    if (node.isObject()) {
      var members = new LinkedHashMap<String, JsonNode>();
      node.entries()
          .forEach(member ->
              members.put(
                  member.getKey(),
                  without(member.getValue(), hidden || hides(member.getKey(), member.getValue()))));
      return JsonNode.createObjectNode(members);
    }
    if (node.isArray()) {
      var items = new ArrayList<JsonNode>();
      node.values().forEach(item -> items.add(without(item, hidden)));
      return JsonNode.createArrayNode(items);
    }
    return hidden && !node.isNull() ? JsonNode.createStringNode(HIDDEN) : node;
  }

  /** A single text of that name is of something else, as the command of a process. */
  private static boolean hides(String name, JsonNode value) {
    return SETTINGS.contains(name) && value.isContainerNode();
  }
}

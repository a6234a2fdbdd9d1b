package dev.aviary.flag.api;

import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Members of a flag's view that come back with a changed definition. They are no part of it; those
 * that somebody changed, and that would do nothing, are refused.
 */
final class Echo {
  private static final Map<String, String> MEANT =
      Map.of(
          FlagView.ON,
          "it follows from the definition: leave it out, or send nothing but {\"on\": ...}",
          FlagView.DESCRIPTION,
          "it belongs into aviary.description",
          FlagView.KEY,
          "it is the flag's key in the path");

  private Echo() {}

  static ObjectNode without(ObjectNode sent, Optional<FlagView> now) {
    ObjectNode shown = now.map(FlagView::json).orElse(ObjectNode.EMPTY);
    MEANT.keySet().stream()
        .filter(sent.members()::containsKey)
        .filter(name -> !Objects.equals(sent.get(name), shown.get(name)))
        .findFirst()
        .ifPresent(Echo::refuse);
    var members = new LinkedHashMap<String, Json>(sent.members());
    members.keySet().removeAll(FlagView.MEMBERS);
    members.remove(FlagDocument.CHANGED);
    return new ObjectNode(members);
  }

  /** A patch has no reason to hold any. */
  static ObjectNode none(ObjectNode patch) {
    Set<String> names = patch.members().keySet();
    FlagView.MEMBERS.stream().filter(names::contains).sorted().findFirst().ifPresent(Echo::refuse);
    return patch;
  }

  private static void refuse(String name) {
    String detail = MEANT.getOrDefault(name, "it is no part of the definition");
    throw WrongException.wrong("/" + name, detail);
  }
}

package dev.aviary.flag.api;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.registry.Flag;
import dev.aviary.flag.store.FlagKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A flag as the API shows it: what is known of it, before its definition.
 *
 * @param stale Redis is away: this is what was known last
 * @param because why it should be gone; empty: it should not
 */
record FlagView(
    FlagKey key,
    Flag flag,
    boolean on,
    boolean stale,
    Optional<Instant> lastEvaluated,
    List<String> because) {
  static final String KEY = "key";
  static final String ON = "on";
  static final String DESCRIPTION = "description";
  static final String REVISION = "revision";
  static final String WARNINGS = "warnings";

  /** The members that stand before the definition and are no part of it. */
  static final Set<String> MEMBERS =
      Set.of(
          KEY,
          ON,
          DESCRIPTION,
          REVISION,
          "changedAt",
          "changedBy",
          "reason",
          "stale",
          "lastEvaluated",
          "staleBecause",
          WARNINGS);

  /** With the whole definition. */
  ObjectNode json() {
    Map<String, Json> members = members();
    flag.document().json().members().forEach(members::putIfAbsent);
    return new ObjectNode(members);
  }

  /** Without values and rules. */
  ObjectNode summary() {
    Map<String, Json> members = members();
    AviaryMembers extras = flag.document().extras();
    members.put(Definition.STATE, new Text(flag.definition().state().name()));
    extras.owner().ifPresent(owner -> members.put("owner", new Text(owner)));
    if (!extras.tags().isEmpty()) {
      members.put("tags", texts(extras.tags()));
    }
    extras.expires().ifPresent(expiry -> members.put("expires", new Text(expiry.toString())));
    return new ObjectNode(members);
  }

  private Map<String, Json> members() {
    var members = new LinkedHashMap<String, Json>();
    members.put(KEY, new Text(key.text()));
    members.put(ON, Json.of(on));
    flag.description().ifPresent(text -> members.put(DESCRIPTION, new Text(text)));
    members.put(REVISION, NumberNode.of(Long.toString(flag.changed().revision())));
    members.put("changedAt", new Text(flag.changed().at().toString()));
    members.put("changedBy", new Text(flag.changed().by()));
    String reason = flag.changed().reason();
    if (reason != null) {
      members.put("reason", new Text(reason));
    }
    members.put("stale", Json.of(stale));
    lastEvaluated.ifPresent(at -> members.put("lastEvaluated", new Text(at.toString())));
    if (!because.isEmpty()) {
      members.put("staleBecause", texts(because));
    }
    return members;
  }

  private static ArrayNode texts(List<String> texts) {
    return new ArrayNode(texts.stream().<Json>map(Text::new).toList());
  }
}

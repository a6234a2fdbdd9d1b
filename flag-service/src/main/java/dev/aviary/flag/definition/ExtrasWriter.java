package dev.aviary.flag.definition;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes {@link AviaryMembers}, without what there is not. */
final class ExtrasWriter {
  private ExtrasWriter() {}

  static ObjectNode json(AviaryMembers extras) {
    Map<String, Json> members = new LinkedHashMap<>();
    extras.description().ifPresent(text -> members.put("description", new Json.Text(text)));
    extras.owner().ifPresent(text -> members.put("owner", new Json.Text(text)));
    if (!extras.tags().isEmpty()) {
      List<Json> tags = extras.tags().stream().<Json>map(Json.Text::new).toList();
      members.put("tags", new Json.ArrayNode(tags));
    }
    extras.expires().ifPresent(time -> members.put("expires", text(time)));
    if (!extras.prerequisites().isEmpty()) {
      List<Json> all = extras.prerequisites().stream().map(ExtrasWriter::json).toList();
      members.put("prerequisites", new Json.ArrayNode(all));
    }
    if (!extras.schedule().equals(Schedule.ALWAYS)) {
      members.put("schedule", json(extras.schedule()));
    }
    extras.kill().ifPresent(kill -> members.put("kill", json(kill)));
    return new ObjectNode(members);
  }

  private static Json json(Prerequisite prerequisite) {
    return ObjectNode.EMPTY
        .with("flag", new Json.Text(prerequisite.flag().text()))
        .with("variant", new Json.Text(prerequisite.variant()));
  }

  private static ObjectNode json(Schedule schedule) {
    ObjectNode json = ObjectNode.EMPTY;
    json = with(json, "onFrom", schedule.onFrom());
    json = with(json, "offFrom", schedule.offFrom());
    return schedule.ramp().isEmpty() ? json : json.with("ramp", json(schedule.ramp().get()));
  }

  private static ObjectNode json(Ramp ramp) {
    return ObjectNode.EMPTY
        .with("variant", new Json.Text(ramp.variant()))
        .with("from", Json.NumberNode.of(ramp.from()))
        .with("to", Json.NumberNode.of(ramp.to()))
        .with("start", text(ramp.start()))
        .with("end", text(ramp.end()));
  }

  private static ObjectNode json(Kill kill) {
    ObjectNode json = ObjectNode.EMPTY.with("until", text(kill.until()));
    return kill.variant().isEmpty()
        ? json
        : json.with("variant", new Json.Text(kill.variant().get()));
  }

  private static ObjectNode with(ObjectNode json, String name, Optional<Instant> time) {
    return time.isEmpty() ? json : json.with(name, text(time.get()));
  }

  private static Json text(Instant time) {
    return new Json.Text(time.toString());
  }
}

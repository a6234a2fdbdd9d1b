package dev.aviary.flag.registry;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A JSON merge patch (RFC 7396). */
final class MergePatch {
  private MergePatch() {}

  /** The target with the patch's members; those that are null in the patch are removed. */
  static Json apply(@Nullable Json target, Json patch) {
    if (!(patch instanceof ObjectNode(var changes))) {
      return patch;
    }
    var members =
        target instanceof ObjectNode(var before)
            ? new LinkedHashMap<>(before)
            : new LinkedHashMap<String, Json>();
    changes.forEach((name, value) -> {
      if (value.equals(Json.NULL)) {
        members.remove(name);
      } else {
        members.put(name, apply(members.get(name), value));
      }
    });
    return new ObjectNode(members);
  }
}

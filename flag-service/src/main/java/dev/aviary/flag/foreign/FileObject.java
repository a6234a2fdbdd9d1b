package dev.aviary.flag.foreign;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a file and its place. A member that is null counts as missing, one of another type
 * than is wanted ends the translation of the flag.
 */
record FileObject(ObjectNode json, Pointer place) {
  static FileObject of(@Nullable Json json, Pointer place) throws Untranslatable {
    if (json instanceof ObjectNode object) {
      return new FileObject(object, place);
    }
    throw new Untranslatable(place, "is not an object");
  }

  Optional<Json> find(String name) {
    Json json = json().get(name);
    return json == null || json instanceof Json.Null ? Optional.empty() : Optional.of(json);
  }

  Pointer to(String name) {
    return place.to(name);
  }

  Optional<String> text(String name) throws Untranslatable {
    Optional<Json> json = find(name);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    if (json.get() instanceof Text(String text)) {
      return Optional.of(text);
    }
    throw new Untranslatable(to(name), "is not a text");
  }

  String needed(String name) throws Untranslatable {
    return text(name).orElseThrow(() -> new Untranslatable(to(name), "is missing"));
  }

  /** A text, or the text of a number or a boolean. */
  String scalar(String name) throws Untranslatable {
    return switch (json().get(name)) {
      case Text(String text) -> text;
      case NumberNode number -> number.literal();
      case Json.Bool bool -> String.valueOf(bool.value());
      case null, default -> throw new Untranslatable(to(name), "is not a text");
    };
  }

  boolean flag(String name, boolean missing) throws Untranslatable {
    Optional<Json> json = find(name);
    if (json.isEmpty()) {
      return missing;
    }
    if (json.get() instanceof Json.Bool(boolean value)) {
      return value;
    }
    throw new Untranslatable(to(name), "is neither true nor false");
  }

  double number(String name) throws Untranslatable {
    if (json().get(name) instanceof NumberNode number) {
      return number.value();
    }
    throw new Untranslatable(to(name), "is not a number");
  }

  Optional<FileObject> part(String name) throws Untranslatable {
    Optional<Json> json = find(name);
    return json.isEmpty() ? Optional.empty() : Optional.of(of(json.get(), to(name)));
  }

  /** The objects of a list; none when it is missing. */
  List<FileObject> parts(String name) throws Untranslatable {
    List<FileObject> parts = new ArrayList<>();
    for (Json item : items(name)) {
      parts.add(of(item, to(name).to(parts.size())));
    }
    return parts;
  }

  List<Json> items(String name) throws Untranslatable {
    Optional<Json> json = find(name);
    if (json.isEmpty()) {
      return List.of();
    }
    if (json.get() instanceof ArrayNode(List<Json> items)) {
      return items;
    }
    throw new Untranslatable(to(name), "is no list");
  }

  /** The first member that is none of these: an unknown one may change what the flag gives. */
  void only(Set<String> known) throws Untranslatable {
    for (String name : json.members().keySet()) {
      if (!known.contains(name) && find(name).isPresent()) {
        throw new Untranslatable(to(name), "is unknown here and may change what the flag gives");
      }
    }
  }
}

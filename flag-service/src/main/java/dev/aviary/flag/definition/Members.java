package dev.aviary.flag.definition;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of one object, read by type; every one that is wrong becomes a fault. */
final class Members {
  private final ObjectNode object;
  private final Pointer place;
  private final List<Fault> faults;

  private Members(ObjectNode object, Pointer place, List<Fault> faults) {
    this.object = object;
    this.place = place;
    this.faults = faults;
  }

  static Members of(ObjectNode object, Pointer place, List<Fault> faults) {
    return new Members(object, place, faults);
  }

  ObjectNode json() {
    return object;
  }

  Pointer place() {
    return place;
  }

  void fault(String name, String detail) {
    faults.add(new Fault(place.to(name), detail));
  }

  void faultHere(String detail) {
    faults.add(new Fault(place, detail));
  }

  void only(Set<String> known) {
    object.members().keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> fault(name, "is unknown here; known are " + String.join(", ", known)));
  }

  @Nullable String text(String name) {
    return switch (object.get(name)) {
      case null -> null;
      case Json.Null _ -> null;
      case Json.Text text -> text.value();
      default -> {
        wrong(name, "a string");
        yield null;
      }
    };
  }

  @Nullable Instant instant(String name) {
    String text = text(name);
    try {
      Instant instant = text == null ? null : OffsetDateTime.parse(text).toInstant();
      if (instant == null || Moment.isSensible(instant)) {
        return instant;
      }
      wrong(name, Moment.RANGE);
      return null;
    } catch (DateTimeParseException e) {
      wrong(name, "a time by ISO 8601 with its offset, as 2026-11-24T15:00:00Z");
      return null;
    }
  }

  @Nullable Double number(String name) {
    return switch (object.get(name)) {
      case null -> null;
      case Json.NumberNode number -> number.value();
      default -> {
        wrong(name, "a number");
        yield null;
      }
    };
  }

  Optional<Members> object(String name) {
    return switch (object.get(name)) {
      case null -> Optional.empty();
      case Json.Null _ -> Optional.empty();
      case ObjectNode inner -> Optional.of(of(inner, place.to(name), faults));
      default -> {
        wrong(name, "an object");
        yield Optional.empty();
      }
    };
  }

  List<Json> array(String name) {
    return switch (object.get(name)) {
      case null -> List.of();
      case Json.Null _ -> List.of();
      case Json.ArrayNode array -> array.items();
      default -> {
        wrong(name, "an array");
        yield List.of();
      }
    };
  }

  /** The items of an array of objects. */
  List<Members> objects(String name) {
    List<Members> read = new ArrayList<>();
    List<Json> items = array(name);
    for (int i = 0; i < items.size(); i++) {
      Pointer item = place.to(name).to(i);
      if (items.get(i) instanceof ObjectNode inner) {
        read.add(of(inner, item, faults));
      } else {
        faults.add(new Fault(item, "is not an object"));
      }
    }
    return read;
  }

  private void wrong(String name, String wanted) {
    fault(name, "is not " + wanted);
  }
}

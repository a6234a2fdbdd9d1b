package dev.aviary.flag.definition;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.store.FlagKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link AviaryMembers}; what is wrong becomes faults, and then the extras are worth nothing.
 */
final class ExtrasReader {
  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of("description", "owner", "tags", "expires", "prerequisites", "schedule", "kill"));

  private ExtrasReader() {}

  static AviaryMembers read(Members extras) {
    extras.only(KNOWN);
    return new AviaryMembers(
        present(extras.text("description")),
        present(extras.text("owner")),
        tags(extras),
        Optional.ofNullable(extras.instant("expires")),
        extras.objects("prerequisites").stream()
            .map(ExtrasReader::prerequisite)
            .flatMap(Optional::stream)
            .toList(),
        extras.object("schedule").map(ExtrasReader::schedule).orElse(Schedule.ALWAYS),
        extras.object("kill").flatMap(ExtrasReader::kill));
  }

  private static Optional<String> present(@Nullable String text) {
    return Optional.ofNullable(text).filter(words -> !words.isBlank()).map(String::strip);
  }

  private static List<String> tags(Members extras) {
    List<String> tags = new ArrayList<>();
    List<Json> items = extras.array("tags");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Json.Text text && !text.value().isBlank()) {
        tags.add(text.value());
      } else {
        extras.fault("tags", "holds something that is not a text, at " + i);
      }
    }
    return tags;
  }

  private static Optional<Prerequisite> prerequisite(Members json) {
    json.only(new TreeSet<>(Set.of("flag", "variant")));
    String flag = required(json, "flag");
    String variant = required(json, "variant");
    if (flag.isEmpty() || variant.isEmpty()) {
      return Optional.empty();
    }
    Optional<FlagKey> key = FlagKey.of(flag);
    if (key.isEmpty()) {
      json.fault("flag", "'" + flag + "' cannot be a flag's key");
    }
    return key.map(name -> new Prerequisite(name, variant));
  }

  private static Schedule schedule(Members json) {
    json.only(new TreeSet<>(Set.of("onFrom", "offFrom", "ramp")));
    Instant on = json.instant("onFrom");
    Instant off = json.instant("offFrom");
    Optional<Ramp> ramp = json.object("ramp").flatMap(ExtrasReader::ramp);
    if (on != null && off != null && !on.isBefore(off)) {
      json.fault("offFrom", "is not after onFrom");
      return Schedule.ALWAYS;
    }
    return new Schedule(Optional.ofNullable(on), Optional.ofNullable(off), ramp);
  }

  private static Optional<Ramp> ramp(Members json) {
    json.only(new TreeSet<>(Set.of("variant", "from", "to", "start", "end")));
    String variant = required(json, "variant");
    double from = percent(json, "from");
    double to = percent(json, "to");
    Instant start = requiredInstant(json, "start");
    Instant end = requiredInstant(json, "end");
    if (start == null || end == null || variant.isEmpty() || from < 0 || to < 0) {
      return Optional.empty();
    }
    if (!start.isBefore(end)) {
      json.fault("end", "is not after start");
      return Optional.empty();
    }
    return Optional.of(new Ramp(variant, from, to, start, end));
  }

  private static Optional<Kill> kill(Members json) {
    json.only(new TreeSet<>(Set.of("until", "variant")));
    Instant until = requiredInstant(json, "until");
    return until == null
        ? Optional.empty()
        : Optional.of(new Kill(until, present(json.text("variant"))));
  }

  /** Less than 0 when there is none. */
  private static double percent(Members json, String name) {
    Double number = json.number(name);
    if (number != null && number >= 0 && number <= 100) {
      return number;
    }
    if (number != null || json.json().get(name) == null) {
      json.fault(name, "is not a percentage from 0 to 100");
    }
    return -1;
  }

  /** Empty when there is none. */
  private static String required(Members json, String name) {
    String text = json.text(name);
    if (json.json().get(name) == null || (text != null && text.isEmpty())) {
      json.fault(name, "is missing");
    }
    return text == null ? "" : text;
  }

  private static @Nullable Instant requiredInstant(Members json, String name) {
    if (json.json().get(name) == null) {
      json.fault(name, "is missing");
    }
    return json.instant(name);
  }
}

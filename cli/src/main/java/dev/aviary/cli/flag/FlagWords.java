package dev.aviary.cli.flag;

import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.text.TextStyle;
import java.util.List;

/** Flags in words. */
final class FlagWords {
  private FlagWords() {}

  /** On or off for an empty context, which is what the plain key says. */
  static String state(ApiJson flag, TextStyle style) {
    if (flag.at("aviary", "kill").isPresent()) {
      return style.bad("killed until " + flag.at("aviary", "kill", "until").text());
    }
    return flag.at("on").isTrue() ? style.good("on") : style.dim("off");
  }

  /** The places that differ, a line each. */
  static List<String> difference(ApiJson change) {
    return change.at("difference").items().stream()
        .map(place ->
            "%s: %s -> %s"
                .formatted(
                    place.at("pointer").text(),
                    orNothing(place.at("before")),
                    orNothing(place.at("after"))))
        .toList();
  }

  private static String orNothing(ApiJson value) {
    Object known = value.value();
    if (known == null) {
      return "(nothing)";
    }
    return value.text().isEmpty() ? ApiJson.write(known) : value.text();
  }
}

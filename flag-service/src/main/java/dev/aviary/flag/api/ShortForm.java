package dev.aviary.flag.api;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A flag that is on or off for everybody, in short.
 *
 * @param description at most 500 characters; null leaves it as it is, an empty one removes it
 */
record ShortForm(boolean on, @Nullable String description) {
  private static final int LONGEST = 500;
  private static final Set<String> MEMBERS = Set.of(FlagView.ON, FlagView.DESCRIPTION);

  static boolean is(ObjectNode json) {
    return MEMBERS.containsAll(json.members().keySet());
  }

  static ShortForm of(ObjectNode json) {
    if (!(json.get(FlagView.ON) instanceof Json.Bool(boolean on))) {
      throw WrongException.unreadable(
          "/on", "send {\"on\": true} or {\"on\": false}, or a whole definition");
    }
    return new ShortForm(on, description(json.get(FlagView.DESCRIPTION)));
  }

  private static @Nullable String description(@Nullable Json json) {
    return switch (json) {
      case null -> null;
      case Json.Null _ -> null;
      case Json.Text(String text) when text.length() <= LONGEST -> text;
      default ->
          throw WrongException.unreadable(
              "/description", "a description is a text of at most 500 characters");
    };
  }
}

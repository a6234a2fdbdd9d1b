package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;

/** The form in which an explanation shows a value: a long one is replaced by a few words. */
final class Brief {
  /** Most characters of texts and names, and values, together. */
  static final int MOST = 1_000;

  private int left;

  private Brief(int most) {
    this.left = most;
  }

  static Json of(Json json) {
    return fits(json, MOST) ? json : new Text("(too long to be shown)");
  }

  /** Whether a value holds no more than so many characters and values together. */
  static boolean fits(Json json, int most) {
    return new Brief(most).fits(json);
  }

  static String of(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST) + "...";
  }

  private boolean fits(Json json) {
    left--;
    return switch (json) {
      case Text text -> takes(text.value());
      case ArrayNode array ->
          left >= array.items().size() && array.items().stream().allMatch(this::fits);
      case ObjectNode object ->
          left >= object.members().size()
              && object.members().entrySet().stream()
                  .allMatch(member -> takes(member.getKey()) && fits(member.getValue()));
      case Json.NumberNode _, Json.Bool _, Json.Null _ -> left >= 0;
    };
  }

  private boolean takes(String text) {
    left -= text.length();
    return left >= 0;
  }
}

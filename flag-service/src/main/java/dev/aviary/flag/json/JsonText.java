package dev.aviary.flag.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Map;

/** The compact text of a JSON value. */
final class JsonText {
  /** Characters of a flag with a small rule. */
  private static final int USUAL = 256;

  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private JsonText() {}

  static String of(Json json) {
    var text = new StringBuilder(USUAL);
    write(json, text);
    return text.toString();
  }

  private static void write(Json json, StringBuilder text) {
    switch (json) {
      case Json.ObjectNode object -> object(object.members(), text);
      case Json.ArrayNode array -> {
        text.append('[');
        String separator = "";
        for (Json item : array.items()) {
          text.append(separator);
          write(item, text);
          separator = ",";
        }
        text.append(']');
      }
      case Json.Text string -> quote(string.value(), text);
      case Json.NumberNode number -> text.append(number.literal());
      case Json.Bool bool -> text.append(bool.value());
      case Json.Null _ -> text.append("null");
    }
  }

  private static void object(Map<String, Json> members, StringBuilder text) {
    text.append('{');
    int empty = text.length();
    members.forEach((name, value) -> {
      if (text.length() > empty) {
        text.append(',');
      }
      quote(name, text);
      text.append(':');
      write(value, text);
    });
    text.append('}');
  }

  private static void quote(String value, StringBuilder text) {
    text.append('"');
    ENCODER.quoteAsString(value, text);
    text.append('"');
  }
}

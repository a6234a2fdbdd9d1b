package dev.aviary.flag.foreign;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Pointer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A condition of Unleash. Its context has texts; what is missing is an empty one. */
final class UnleashConstraint {
  private static final Map<String, String> NUMBERS =
      Map.of("NUM_EQ", "==", "NUM_GT", ">", "NUM_GTE", ">=", "NUM_LT", "<", "NUM_LTE", "<=");
  private static final Map<String, String> VERSIONS =
      Map.of("SEMVER_EQ", "=", "SEMVER_GT", ">", "SEMVER_LT", "<");

  private UnleashConstraint() {}

  static Json condition(FileObject given, Translator.Flag flag) throws Untranslatable {
    Json condition = upright(given, flag);
    return given.flag("inverted", false) ? Logic.not(condition) : condition;
  }

  private static Json upright(FileObject given, Translator.Flag flag) throws Untranslatable {
    String operator = given.needed("operator");
    String name = given.needed("contextName");
    if (operator.startsWith("DATE_")) {
      return date(given, name, operator, flag);
    }
    String path = path(name, given.to("contextName"));
    Json word = Logic.word(path);
    String order = NUMBERS.get(operator);
    if (order != null) {
      flag.changed(given.place(), Translator.NO_NUMBER);
      return Logic.compare(path, order, number(given));
    }
    String version = VERSIONS.get(operator);
    if (version != null) {
      flag.changed(given.place(), "sem_ver takes versions as v1.2 too, which are none there");
      return Logic.of(
          "sem_ver", Logic.attribute(path), Logic.text(version), Logic.text(given.scalar("value")));
    }
    return switch (operator) {
      case "IN" -> Logic.of("in", word, Logic.texts(values(given)));
      case "NOT_IN" -> Logic.not(Logic.of("in", word, Logic.texts(values(given))));
      case "STR_STARTS_WITH", "STR_ENDS_WITH", "STR_CONTAINS" -> part(given, path, operator);
      default -> throw new Untranslatable(given.to("operator"), "cannot be expressed");
    };
  }

  private static Json part(FileObject given, String path, String operator) throws Untranslatable {
    if (given.flag("caseInsensitive", false)) {
      throw new Untranslatable(
          given.to("caseInsensitive"), "to compare without case cannot be expressed");
    }
    Json word = Logic.word(path);
    List<Json> any = new ArrayList<>();
    for (String value : values(given)) {
      Json text = Logic.text(value);
      any.add(
          switch (operator) {
            case "STR_STARTS_WITH" -> Logic.of("starts_with", word, text);
            case "STR_ENDS_WITH" -> Logic.of("ends_with", word, text);
            default -> Logic.of("in", text, word);
          });
    }
    return Logic.all(List.of(Logic.present(path), Logic.any(any)));
  }

  private static Json date(FileObject given, String name, String operator, Translator.Flag flag)
      throws Untranslatable {
    if (!name.equals("currentTime")) {
      throw new Untranslatable(
          given.to("contextName"), "of times only currentTime can be compared");
    }
    flag.changed(
        given.place(), "the time is the service's, in whole seconds, and never the client's");
    long seconds;
    try {
      Instant moment = OffsetDateTime.parse(given.scalar("value")).toInstant();
      seconds = moment.getEpochSecond();
    } catch (DateTimeException e) {
      throw new Untranslatable(given.to("value"), "is no time by ISO 8601 with its offset");
    }
    String order =
        switch (operator) {
          case "DATE_AFTER" -> ">";
          case "DATE_BEFORE" -> "<";
          default -> throw new Untranslatable(given.to("operator"), "cannot be expressed");
        };
    return Logic.of(
        order, Logic.attribute("$flagd.timestamp"), NumberNode.of(Long.toString(seconds)));
  }

  /** Where an attribute is: the user is the targeting key in every OpenFeature client. */
  static String path(String name, Pointer place) throws Untranslatable {
    if (name.isEmpty() || name.contains(".")) {
      throw new Untranslatable(place, "an attribute with a dot in its name cannot be asked for");
    }
    return name.equals("userId") ? "targetingKey" : name;
  }

  private static Json number(FileObject given) throws Untranslatable {
    try {
      return NumberNode.of(Double.parseDouble(given.scalar("value")));
    } catch (NumberFormatException e) {
      throw new Untranslatable(given.to("value"), "is not a number");
    }
  }

  private static List<String> values(FileObject given) throws Untranslatable {
    List<String> values = new ArrayList<>();
    for (Json item : given.items("values")) {
      if (!(item instanceof Text(String text))) {
        throw new Untranslatable(given.to("values"), "has another value than a text");
      }
      values.add(text);
    }
    return values;
  }
}

package dev.aviary.flag.foreign;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GO Feature Flag's query, in the grammar of <a
 * href="https://github.com/nikunjy/rules/blob/master/parser/JsonQuery.g4">nikunjy/rules</a>, as
 * JSONLogic. There {@code and} and {@code or} bind alike, from left to right; a comparison of an
 * attribute that is missing or of another type is false, whichever it is.
 */
final class QueryText {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:(\"(?:[^\"\\\\]|\\\\.)*\")|([()\\[\\],])|([^\\s()\\[\\],\"]+))");
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z][A-Za-z0-9_:-]*(\\.[A-Za-z][A-Za-z0-9_:-]*)*");
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9][0-9]*)\\.[0-9]+([eE][-+]?[0-9]+)?");
  private static final Pattern VERSION = Pattern.compile("(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*)){2}");
  private static final int DEPTH = 20;

  private final Translator.Flag flag;
  private final Pointer place;
  private final List<String> tokens;
  private int at;
  private int depth;

  private QueryText(Translator.Flag flag, Pointer place, List<String> tokens) {
    this.flag = flag;
    this.place = place;
    this.tokens = tokens;
  }

  static Json read(String text, Translator.Flag flag, Pointer place) throws Untranslatable {
    QueryText query = new QueryText(flag, place, tokens(text, place));
    Json condition = query.conditions();
    if (query.at < query.tokens.size()) {
      throw new Untranslatable(place, "the query goes on after its end: " + query.peek());
    }
    return condition;
  }

  private static List<String> tokens(String text, Pointer place) throws Untranslatable {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text.strip());
    int end = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
      matcher.region(end, text.strip().length());
    }
    if (end < text.strip().length()) {
      throw new Untranslatable(place, "the query cannot be read after character " + end);
    }
    return tokens;
  }

  private Json conditions() throws Untranslatable {
    depth++;
    if (depth > DEPTH) {
      throw new Untranslatable(place, "the query has more than %d levels".formatted(DEPTH));
    }
    Json left = condition();
    while (peek().equals("and") || peek().equals("or")) {
      left = Logic.of(next(), left, condition());
    }
    depth--;
    return left;
  }

  private Json condition() throws Untranslatable {
    boolean not = peek().equals("not") || peek().equals("NOT");
    if (not) {
      next();
    }
    if (not || peek().equals("(")) {
      expect("(");
      Json inner = conditions();
      expect(")");
      return not ? Logic.not(inner) : inner;
    }
    String path = next();
    if (!PATH.matcher(path).matches()) {
      throw new Untranslatable(
          place, "the query has '%s' in the place of an attribute".formatted(path));
    }
    String attribute = path.equals("key") ? "targetingKey" : path;
    String operator = next().toLowerCase(Locale.ROOT);
    if (operator.equals("pr")) {
      return Logic.isSomething(attribute);
    }
    return compared(attribute, Sign.of(operator, place));
  }

  /** How a query compares. */
  private enum Sign {
    EQ("=="),
    NE("!="),
    GT(">"),
    LT("<"),
    GE(">="),
    LE("<="),
    CO("co"),
    SW("sw"),
    EW("ew"),
    IN("in");

    private final String sign;

    Sign(String sign) {
      this.sign = sign;
    }

    static Sign of(String text, Pointer place) throws Untranslatable {
      for (Sign each : values()) {
        if (each.sign.equals(text) || each.name().equals(text.toUpperCase(Locale.ROOT))) {
          return each;
        }
      }
      throw new Untranslatable(place, "the query has the unknown operator '%s'".formatted(text));
    }

    boolean isOrder() {
      return this == GT || this == LT || this == GE || this == LE;
    }
  }

  private Json compared(String attribute, Sign sign) throws Untranslatable {
    String value = next();
    if (value.equals("[")) {
      return listed(attribute, sign);
    }
    if (value.startsWith("\"")) {
      return text(attribute, sign, unquoted(value));
    }
    Json operand = Logic.attribute(attribute);
    boolean equality = sign == Sign.EQ || sign == Sign.NE;
    if (equality && value.equals("null")) {
      return Logic.of(sign == Sign.EQ ? "===" : "!==", operand, Json.NULL);
    }
    if (equality && (value.equals("true") || value.equals("false"))) {
      return Logic.of("===", operand, Json.of(value.equals("true") == (sign == Sign.EQ)));
    }
    if (VERSION.matcher(value).matches() && (equality || sign.isOrder())) {
      flag.changed(place, "sem_ver takes versions as v1.2 too, which are none there");
      String compare = sign == Sign.EQ ? "=" : sign.sign;
      return Logic.all(
          List.of(
              Logic.isText(attribute),
              Logic.of("sem_ver", operand, Logic.text(compare), Logic.text(value))));
    }
    boolean integer = INTEGER.matcher(value).matches();
    if ((integer || DECIMAL.matcher(value).matches()) && (equality || sign.isOrder())) {
      if (integer) {
        cut();
      }
      String compare = sign == Sign.EQ ? "===" : sign == Sign.NE ? "!==" : sign.sign;
      return Logic.all(
          List.of(Logic.isNumber(attribute), Logic.of(compare, operand, NumberNode.of(value))));
    }
    throw new Untranslatable(place, "'%s %s' cannot be expressed".formatted(sign, value));
  }

  private void cut() {
    flag.changed(place, "a fraction of the attribute is cut off there before it is compared");
  }

  private Json text(String attribute, Sign sign, String value) throws Untranslatable {
    caseful(value);
    Json operand = Logic.attribute(attribute);
    Json text = Logic.text(value);
    return switch (sign) {
      case EQ -> Logic.of("===", operand, text);
      case NE -> Logic.all(List.of(Logic.isText(attribute), Logic.of("!==", operand, text)));
      case CO -> Logic.all(List.of(Logic.isText(attribute), Logic.of("in", text, operand)));
      case SW -> Logic.of("starts_with", operand, text);
      case EW -> Logic.of("ends_with", operand, text);
      case GT, LT, GE, LE, IN ->
          throw new Untranslatable(place, "'%s' of a text cannot be expressed".formatted(sign));
    };
  }

  private void caseful(String value) {
    if (!value.toLowerCase(Locale.ROOT).equals(value.toUpperCase(Locale.ROOT))) {
      flag.changed(place, "texts are compared without their case there, and exactly here");
    }
  }

  private Json listed(String attribute, Sign sign) throws Untranslatable {
    if (sign != Sign.IN) {
      throw new Untranslatable(place, "'%s' of a list cannot be expressed".formatted(sign));
    }
    List<Json> items = new ArrayList<>();
    boolean texts = peek().startsWith("\"");
    boolean more = true;
    while (more) {
      String item = next();
      if (texts && item.startsWith("\"")) {
        caseful(unquoted(item));
        items.add(Logic.text(unquoted(item)));
      } else if (!texts && (INTEGER.matcher(item).matches() || DECIMAL.matcher(item).matches())) {
        if (INTEGER.matcher(item).matches()) {
          cut();
        }
        items.add(NumberNode.of(item));
      } else {
        throw new Untranslatable(place, "the query has '%s' in a list".formatted(item));
      }
      String end = next();
      more = end.equals(",");
      if (!more && !end.equals("]")) {
        throw new Untranslatable(place, "the query has a list without an end");
      }
    }
    return Logic.of("in", Logic.attribute(attribute), new ArrayNode(items));
  }

  private String unquoted(String token) throws Untranslatable {
    if (token.indexOf('\\') >= 0) {
      throw new Untranslatable(
          place, "the query has a text with a backslash, which stays as it is there");
    }
    return token.substring(1, token.length() - 1);
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private String next() throws Untranslatable {
    if (at == tokens.size()) {
      throw new Untranslatable(place, "the query ends too early");
    }
    at++;
    return tokens.get(at - 1);
  }

  private void expect(String token) throws Untranslatable {
    String found = next();
    if (!found.equals(token)) {
      throw new Untranslatable(
          place, "the query has '%s' in the place of '%s'".formatted(found, token));
    }
  }
}

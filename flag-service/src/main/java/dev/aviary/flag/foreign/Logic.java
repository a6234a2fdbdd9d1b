package dev.aviary.flag.foreign;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.List;

/** Makes JSONLogic. */
final class Logic {
  /** Weights have so many parts of a percent. */
  private static final int PARTS = 1_000;

  private Logic() {}

  static Json of(String operator, Json... operands) {
    return of(operator, List.of(operands));
  }

  static Json of(String operator, List<Json> operands) {
    return ObjectNode.EMPTY.with(operator, new ArrayNode(operands));
  }

  static Json text(String text) {
    return new Text(text);
  }

  static Json texts(List<String> texts) {
    return new ArrayNode(texts.stream().<Json>map(Text::new).toList());
  }

  static Json not(Json condition) {
    return of("!", condition);
  }

  static Json all(List<Json> conditions) {
    return junction("and", conditions, Json.TRUE);
  }

  static Json any(List<Json> conditions) {
    return junction("or", conditions, Json.FALSE);
  }

  private static Json junction(String operator, List<Json> conditions, Json none) {
    return switch (conditions.size()) {
      case 0 -> none;
      case 1 -> conditions.getFirst();
      default -> of(operator, conditions);
    };
  }

  /** An attribute of the context; null when it is missing. */
  static Json attribute(String path) {
    return ObjectNode.EMPTY.with("var", text(path));
  }

  /** The attribute as a text; empty when it is missing or null, which cat takes for a mistake. */
  static Json word(String path) {
    return of("if", isSomething(path), of("cat", attribute(path)), text(""));
  }

  static Json isSomething(String path) {
    return of("!==", attribute(path), Json.NULL);
  }

  static Json isText(String path) {
    return all(List.of(isSomething(path), same(path, "cat")));
  }

  static Json isNumber(String path) {
    return all(List.of(isSomething(path), not(same(path, "cat")), same(path, "+")));
  }

  /** What an operator makes of the attribute is the attribute itself. */
  private static Json same(String path, String operator) {
    return of("===", of(operator, attribute(path)), attribute(path));
  }

  static Json present(String path) {
    return of("!==", word(path), text(""));
  }

  /** Of a number or a text that is one; a missing one never holds, and another text fails. */
  static Json compare(String path, String operator, Json number) {
    Json value = attribute(path);
    return switch (operator) {
      case "==" -> all(List.of(present(path), of("<=", value, number), of(">=", value, number)));
      case "!=" ->
          all(List.of(present(path), of("or", of("<", value, number), of(">", value, number))));
      default -> all(List.of(present(path), of(operator, value, number)));
    };
  }

  /** Branches in turn, each a condition and a result, and what is left. */
  static Json branches(List<Json> branches, Json otherwise) {
    if (branches.isEmpty()) {
      return otherwise;
    }
    List<Json> all = new ArrayList<>(branches);
    all.add(otherwise);
    return of("if", all);
  }

  /** A share: a result, and how many percent it has. */
  record Share(String result, double percent) {}

  /**
   * A split by the flag's key and the targeting key.
   *
   * @throws Untranslatable when a percentage has more than three decimals, or is none
   */
  static Json split(List<Share> shares, Pointer place) throws Untranslatable {
    return of("fractional", weights(shares, place));
  }

  /** The same by the flag's key and that attribute; null when it is missing. */
  static Json splitBy(String attribute, List<Share> shares, Pointer place) throws Untranslatable {
    List<Json> operands = new ArrayList<>();
    operands.add(of("cat", attribute("$flagd.flagKey"), attribute(attribute)));
    operands.addAll(weights(shares, place));
    return of("if", present(attribute), of("fractional", operands), Json.NULL);
  }

  private static List<Json> weights(List<Share> shares, Pointer place) throws Untranslatable {
    List<Json> weights = new ArrayList<>();
    for (Share share : shares) {
      double weight = share.percent() * PARTS;
      if (!(weight >= 0) || weight > 1_000_000 || Math.abs(weight - Math.rint(weight)) > 1e-3) {
        throw new Untranslatable(place, "percentages have at most three decimals");
      }
      weights.add(
          new ArrayNode(
              List.of(text(share.result()), NumberNode.of(Long.toString(Math.round(weight))))));
    }
    return weights;
  }
}

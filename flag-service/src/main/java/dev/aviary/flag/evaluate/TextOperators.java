package dev.aviary.flag.evaluate;

import dev.aviary.flag.evaluate.Operators.Operator;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.Null;
import dev.aviary.flag.json.Json.Text;
import java.util.List;
import java.util.Map;

/** The operators of texts, and of lists that are looked at as texts. */
final class TextOperators {
  /** Most characters of a text that a rule makes. */
  static final int LENGTH = 100_000;

  static final Map<String, Operator> ALL =
      Map.of(
          "in", call -> call.eager(TextOperators::membership),
          "cat", TextOperators::concatenation,
          "substr", call -> call.eager(TextOperators::part),
          "log", call -> call.eager((operands, _) -> first(operands)));

  private TextOperators() {}

  private static Json first(List<Json> operands) {
    return operands.isEmpty() ? Json.NULL : operands.getFirst();
  }

  private static Json membership(List<Json> operands, Scope scope) {
    return Json.of(operands.size() > 1 && holds(operands.get(1), operands.get(0), scope));
  }

  /** A search takes time in proportion to the product of both lengths, at worst. */
  private static boolean holds(Json whole, Json item, Scope scope) {
    return switch (whole) {
      case Text(String text) -> {
        String part = scope.text(item);
        long compared = (long) text.length() * part.length();
        scope.run.spend((text.length() >> 4) + (compared >> 8));
        yield !text.isEmpty() && text.contains(part);
      }
      case ArrayNode(List<Json> items) -> {
        // Each item may be as long as what is looked for, and differ at its end only.
        long length = item instanceof Text(String text) ? text.length() >> 6 : 0;
        scope.run.spend((items.size() >> 3) + items.size() * length);
        yield items.stream().anyMatch(each -> Coercion.same(each, item));
      }
      default -> {
        if (Coercion.truth(whole) || whole instanceof Json.ObjectNode) {
          throw new EvaluationFailure(
              "'in' wants a text or a list, and %s is none".formatted(whole));
        }
        yield false;
      }
    };
  }

  /** A list among the operands is one text, its items separated by commas. */
  private static Expression concatenation(Call call) {
    if (!call.isComputed()) {
      return call.eager(TextOperators::joinedOperands);
    }
    Expression whole = call.whole();
    return scope ->
        switch (whole.value(scope)) {
          case ArrayNode(List<Json> items) -> joined(items, scope);
          case Json value -> joinedOperands(List.of(value), scope);
        };
  }

  private static Json joinedOperands(List<Json> operands, Scope scope) {
    if (operands.size() == 1 && operands.getFirst() instanceof Null) {
      throw new EvaluationFailure("'cat' wants a value, and null is none");
    }
    return joined(operands, scope);
  }

  private static Json joined(List<Json> operands, Scope scope) {
    var text = new StringBuilder();
    for (Json operand : operands) {
      if (!(operand instanceof Null)) {
        text.append(scope.text(operand));
      }
      if (text.length() > LENGTH) {
        throw new EvaluationFailure(
            "'cat' gives a text of more than %,d characters".formatted(LENGTH));
      }
    }
    return new Text(text.toString());
  }

  /** A part by its first character and its length; a negative length leaves so many at the end. */
  private static Json part(List<Json> operands, Scope scope) {
    if (!(first(operands) instanceof Text(String text))) {
      throw new EvaluationFailure(
          "'substr' wants a text, and %s is none".formatted(first(operands)));
    }
    double from = operands.size() < 2 ? 0 : whole(number(operands.get(1)));
    double start = from < 0 ? Math.max(text.length() + from, 0) : Math.min(from, text.length());
    String rest = text.substring((int) start);
    if (operands.size() < 3) {
      return new Text(rest);
    }
    Json length = operands.get(2);
    double count = number(length);
    if (count < 0 && (length instanceof Text || length instanceof ArrayNode)) {
      // JavaScript would glue the length and this text together, which is no number.
      return new Text("");
    }
    double end = count < 0 ? Math.max(rest.length() + count, 0) : Math.min(count, rest.length());
    return new Text(rest.substring(0, (int) end));
  }

  private static double whole(double number) {
    return number < 0 ? Math.ceil(number) : Math.floor(number);
  }

  /** The number that a value, or the text of a list, stands for; 0: none. */
  private static double number(Json json) {
    double number =
        json instanceof ArrayNode ? StringNumber.of(Coercion.text(json)) : Coercion.number(json);
    return Double.isNaN(number) ? 0 : number;
  }
}

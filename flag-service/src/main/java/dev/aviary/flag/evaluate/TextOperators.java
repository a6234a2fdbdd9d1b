package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.Null;
import dev.aviary.flag.json.Json.Text;
import java.util.List;
import java.util.Map;

/** What looks at texts, and at lists as at texts. */
final class TextOperators {
  /** No text in a rule's making is longer. */
  static final int LENGTH = 100_000;

  static final Map<String, Operator> ALL =
      Map.of(
          "in",
          TextOperators::membership,
          "cat",
          TextOperators::concatenation,
          "substr",
          call -> call.eager(TextOperators::part, true),
          "log",
          call -> call.eager((operands, _) -> first(operands), true));

  private TextOperators() {}

  private static Json first(Json[] operands) {
    return operands.length == 0 ? Json.NULL : operands[0];
  }

  private static Term membership(Call call) {
    if (call.isComputed() || call.listed().size() != 2) {
      return call.eager(
          (operands, scope) ->
              Json.of(operands.length > 1 && holds(operands[1], operands[0], scope)),
          true);
    }
    return call.of(
        call.terms(),
        true,
        parts ->
            (Expression.Condition)
                scope -> {
                  Json item = parts[0].value(scope);
                  return holds(parts[1].value(scope), item, scope);
                });
  }

  private static boolean holds(Json whole, Json item, Scope scope) {
    return switch (whole) {
      case Text text -> {
        scope.run.spend(text.value().length() >> 4);
        yield !text.value().isEmpty() && TextSearch.holds(text.value(), scope.text(item));
      }
      case ArrayNode array -> {
        // Each item may be as long as what is looked for, and differ at its end only.
        long length = item instanceof Text text ? text.value().length() >> 6 : 0;
        scope.run.spend((array.items().size() >> 3) + array.items().size() * length);
        yield isAmong(array.items(), item);
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

  private static boolean isAmong(List<Json> items, Json item) {
    for (Json each : items) {
      if (Coercion.same(each, item)) {
        return true;
      }
    }
    return false;
  }

  private static Term concatenation(Call call) {
    return call.isComputed()
        ? call.whole(
            (operands, scope) ->
                operands instanceof ArrayNode list
                    ? joined(list.items().toArray(Json[]::new), scope)
                    : listed(new Json[] {operands}, scope),
            true)
        : call.eager(TextOperators::listed, true);
  }

  /** A list among the operands is one text, its items separated by commas. */
  private static Json listed(Json[] operands, Scope scope) {
    if (operands.length == 1 && operands[0] instanceof Null) {
      throw new EvaluationFailure("'cat' wants a value, and null is none");
    }
    return joined(operands, scope);
  }

  private static Json joined(Json[] operands, Scope scope) {
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

  /** A part by its first character and its length; a negative one leaves so many at the end. */
  private static Json part(Json[] operands, Scope scope) {
    if (operands.length == 0 || !(operands[0] instanceof Text text)) {
      throw new EvaluationFailure(
          "'substr' wants a text, and %s is none".formatted(first(operands)));
    }
    String value = text.value();
    double from = operands.length < 2 ? 0 : whole(operands[1]);
    int start =
        (int) (from < 0 ? Math.max(value.length() + from, 0) : Math.min(from, value.length()));
    String rest = value.substring(start);
    if (operands.length < 3) {
      return new Text(rest);
    }
    double count = number(operands[2]);
    if (count < 0 && (operands[2] instanceof Text || operands[2] instanceof ArrayNode)) {
      // JavaScript would glue the length and this text together, which is no number.
      return new Text("");
    }
    double length = count < 0 ? rest.length() + count : Math.min(count, rest.length());
    return new Text(rest.substring(0, (int) Math.max(length, 0)));
  }

  private static double whole(Json json) {
    double number = number(json);
    return number < 0 ? Math.ceil(number) : Math.floor(number);
  }

  /** The number that a value, or the text of a list, stands for; 0: none. */
  private static double number(Json json) {
    double number =
        json instanceof ArrayNode list
            ? StringNumber.of(Coercion.text(list))
            : Coercion.number(json);
    return Double.isNaN(number) ? 0 : number;
  }
}

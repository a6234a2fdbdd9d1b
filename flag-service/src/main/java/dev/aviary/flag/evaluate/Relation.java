package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.Null;
import dev.aviary.flag.json.Json.Text;

/** How two values are compared. */
enum Relation {
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  EQUAL("=="),
  NOT_EQUAL("!="),
  SAME("==="),
  NOT_SAME("!==");

  final String symbol;

  Relation(String symbol) {
    this.symbol = symbol;
  }

  boolean isEquality() {
    return switch (this) {
      case EQUAL, NOT_EQUAL, SAME, NOT_SAME -> true;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> false;
    };
  }

  /**
   * Whether the relation holds. Two texts are compared as texts, all other values as numbers.
   *
   * @throws EvaluationFailure when one of them stands for no number
   */
  boolean holds(Json left, Json right) {
    if (this == SAME || this == NOT_SAME) {
      return Coercion.same(left, right) == (this == SAME);
    }
    if (isText(left) && isText(right)) {
      return texts(left, right);
    }
    double first = numeric(left);
    double second = left instanceof Null ? Coercion.number(right) : numeric(right);
    if (right instanceof Json.ArrayNode || right instanceof Json.ObjectNode) {
      throw notNumeric(right);
    }
    return numbers(first, second);
  }

  boolean numbers(double left, double right) {
    return switch (this) {
      case LESS -> left < right;
      case LESS_OR_EQUAL -> left <= right;
      case GREATER -> left > right;
      case GREATER_OR_EQUAL -> left >= right;
      case EQUAL, SAME -> left == right;
      case NOT_EQUAL, NOT_SAME -> left != right;
    };
  }

  private boolean texts(Json left, Json right) {
    if (isEquality()) {
      return Coercion.same(left, right) == (this == EQUAL);
    }
    return (left instanceof Text first && right instanceof Text second)
        ? numbers(first.value().compareTo(second.value()), 0)
        : numbers(Coercion.number(left), Coercion.number(right));
  }

  private static boolean isText(Json json) {
    return json instanceof Text || json instanceof Null;
  }

  private static double numeric(Json json) {
    double number = Coercion.number(json);
    if (Double.isNaN(number)) {
      throw notNumeric(json);
    }
    return number;
  }

  private static EvaluationFailure notNumeric(Json json) {
    return new EvaluationFailure("%s is not a number".formatted(json));
  }
}

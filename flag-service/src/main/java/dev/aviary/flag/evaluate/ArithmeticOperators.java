package dev.aviary.flag.evaluate;

import dev.aviary.flag.evaluate.Operators.Operator;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** The operators that make numbers. An operand that stands for no number ends the evaluation. */
final class ArithmeticOperators {
  static final Map<String, Operator> ALL =
      Map.of(
          "+", call -> arithmetic(call, 0, 0, Double::sum),
          "-", call -> arithmetic(call, 1, 0, (left, right) -> left - right),
          "*", call -> arithmetic(call, 0, 1, (left, right) -> left * right),
          "/", call -> arithmetic(call, 1, 1, ArithmeticOperators::quotient),
          "%", call -> arithmetic(call, 2, 0, (left, right) -> left % right),
          "max", call -> call.eager((operands, _) -> extreme(call.name, operands, 1)),
          "min", call -> call.eager((operands, _) -> extreme(call.name, operands, -1)));

  private ArithmeticOperators() {}

  private static double quotient(double left, double right) {
    double quotient = left / right;
    if (right == 0 || quotient == Double.POSITIVE_INFINITY) {
      throw new EvaluationFailure("a division by zero");
    }
    return quotient;
  }

  /**
   * @param least how many operands there must be
   * @param neutral the result without operands, and what stands on the left of a single one
   */
  private static Expression arithmetic(
      Call call, int least, double neutral, DoubleBinaryOperator operator) {
    if (call.isComputed()) {
      return call.eager(
          (operands, scope) -> result(call.name, least, neutral, operator, operands, scope));
    }
    Expression[] parts = call.parts();
    boolean gathers = call.mayGather() && (call.name.equals("+") || call.name.equals("-"));
    if (parts.length < least) {
      call.compiler.fault(call.pointer, few(call.name, least));
    } else if (!gathers || !isList(parts[0])) {
      check(call, parts);
    }
    return scope -> {
      List<Json> operands = Call.values(parts, scope);
      if (gathers && operands.getFirst() instanceof ArrayNode(List<Json> items)) {
        scope.run.spend(items.size());
        operands = items;
      }
      return result(call.name, least, neutral, operator, operands, scope);
    };
  }

  private static boolean isList(Expression part) {
    return part instanceof Expression.Constant(Json json) && json instanceof ArrayNode;
  }

  /** A constant operand that no context can make a number of is wrong in the rule itself. */
  private static void check(Call call, Expression[] parts) {
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] instanceof Expression.Constant(Json json)) {
        double number = Coercion.number(json);
        if (Double.isNaN(number) || (number == 0 && i > 0 && call.name.equals("/"))) {
          call.compiler.fault(
              call.place(i), "this always fails: '%s' with %s".formatted(call.name, json));
        }
      }
    }
  }

  private static Json result(
      String name,
      int least,
      double neutral,
      DoubleBinaryOperator operator,
      List<Json> operands,
      Scope scope) {
    if (operands.size() < least) {
      throw new EvaluationFailure(few(name, least));
    }
    int first = operands.size() > 1 ? 1 : 0;
    double result = first == 0 ? neutral : number(operands.getFirst(), scope);
    for (int i = first; i < operands.size(); i++) {
      result = operator.applyAsDouble(result, number(operands.get(i), scope));
    }
    if (Double.isNaN(result)) {
      throw new EvaluationFailure("'%s' does not give a number".formatted(name));
    }
    return NumberNode.of(result);
  }

  private static String few(String name, int least) {
    return "'%s' needs %d operands or more".formatted(name, least);
  }

  private static double number(Json operand, Scope scope) {
    double number = Coercion.number(scope.found(operand));
    if (Double.isNaN(number)) {
      throw new EvaluationFailure("%s is not a number".formatted(operand));
    }
    return number;
  }

  /**
   * The greatest or the least number. Nothing else is taken for a number.
   *
   * @param direction 1: the greatest; -1: the least
   */
  private static Json extreme(String name, List<Json> operands, int direction) {
    NumberNode extreme = null;
    for (Json operand : operands) {
      if (!(operand instanceof NumberNode number)) {
        throw new EvaluationFailure(
            "'%s' needs numbers, and %s is not one".formatted(name, operand));
      }
      if (extreme == null || (number.value() - extreme.value()) * direction > 0) {
        extreme = number;
      }
    }
    if (extreme == null) {
      throw new EvaluationFailure("'%s' needs at least one number".formatted(name));
    }
    return extreme;
  }
}

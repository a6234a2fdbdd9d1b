package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.NumberNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What makes numbers. */
final class ArithmeticOperators {
  static final Map<String, Operator> ALL = all();

  private ArithmeticOperators() {}

  private static Map<String, Operator> all() {
    Map<String, Operator> all = new HashMap<>();
    all.put("max", call -> call.eager((operands, _) -> extreme(call.name, operands, 1), true));
    all.put("min", call -> call.eager((operands, _) -> extreme(call.name, operands, -1), true));
    for (Arithmetic arithmetic : Arithmetic.values()) {
      all.put(arithmetic.symbol, call -> arithmetic(call, arithmetic));
    }
    return all;
  }

  private static Term arithmetic(Call call, Arithmetic arithmetic) {
    if (call.isComputed()) {
      return call.eager(
          (operands, scope) -> NumberNode.of(arithmetic.of(constants(operands), scope)), true);
    }
    List<Term> terms = call.terms();
    if (terms.size() < arithmetic.least) {
      call.compiler()
          .fault(
              call.pointer,
              "'%s' wants %d operands or more".formatted(call.name, arithmetic.least));
    }
    return call.of(terms, true, operands -> calculation(operands, call, arithmetic));
  }

  /** What no context can make a number of is wrong in the rule itself. */
  private static Expression calculation(Expression[] operands, Call call, Arithmetic arithmetic) {
    for (int i = 0; i < operands.length; i++) {
      if (operands[i] instanceof Expression.Constant(Json json)
          && !arithmetic.takes(i, Coercion.number(json))) {
        call.compiler()
            .fault(call.place(i), "this always fails: '%s' with %s".formatted(call.name, json));
      }
    }
    return arithmetic.gathers() && call.mayGather()
        ? (Expression.Calculation) scope -> gathered(operands[0].value(scope), arithmetic, scope)
        : (Expression.Calculation) scope -> arithmetic.of(operands, scope);
  }

  private static double gathered(Json operand, Arithmetic arithmetic, Scope scope) {
    scope.run.spend(operand instanceof Json.ArrayNode list ? list.items().size() : 0);
    return arithmetic.of(
        constants(
            operand instanceof Json.ArrayNode list
                ? list.items().toArray(Json[]::new)
                : new Json[] {operand}),
        scope);
  }

  private static Expression[] constants(Json[] operands) {
    return Arrays.stream(operands).map(Expression.Constant::new).toArray(Expression[]::new);
  }

  /** Numbers only: nothing else is taken for one. */
  private static Json extreme(String name, Json[] operands, int direction) {
    Json extreme = null;
    double best = 0;
    for (Json operand : operands) {
      if (!(operand instanceof NumberNode number)) {
        throw new EvaluationFailure("'%s' wants numbers, and %s is none".formatted(name, operand));
      }
      if (extreme == null || (number.value() - best) * direction > 0) {
        extreme = number;
        best = number.value();
      }
    }
    if (extreme == null) {
      throw new EvaluationFailure("'%s' wants at least one number".formatted(name));
    }
    return extreme;
  }
}

package dev.aviary.flag.evaluate;

import dev.aviary.flag.evaluate.Operators.Operator;
import dev.aviary.flag.json.Json;
import java.util.HashMap;
import java.util.Map;

/** The operators of conditions: branches, junctions, negations and comparisons. */
final class LogicOperators {
  static final Map<String, Operator> ALL = all();

  private LogicOperators() {}

  private static Map<String, Operator> all() {
    Map<String, Operator> all = new HashMap<>();
    all.put("if", LogicOperators::branches);
    all.put("?:", LogicOperators::branches);
    all.put("and", call -> junction(call, false));
    all.put("or", call -> junction(call, true));
    all.put("!", call -> negation(call, true));
    all.put("!!", call -> negation(call, false));
    for (Relation relation : Relation.values()) {
      all.put(relation.symbol, call -> comparison(call, relation));
    }
    return all;
  }

  /** Conditions and branches by turns, and at the end the branch when no condition holds. */
  private static Expression branches(Call call) {
    Expression[] parts = call.parts(0);
    return scope -> {
      int at = 0;
      while (at + 1 < parts.length && !Coercion.truth(parts[at].value(scope))) {
        at += 2;
      }
      int taken = at + 1 < parts.length ? at + 1 : at;
      boolean isTaken = taken < parts.length;
      if (scope.run.explains()) {
        scope.run.decide(
            isTaken ? call.pointer.to(taken) : call.pointer,
            isTaken ? "this branch is taken" : "no branch is taken");
      }
      return isTaken ? parts[taken].value(scope) : Json.NULL;
    };
  }

  /**
   * The first value that decides, or else the last one.
   *
   * @param any whether a value that holds decides; otherwise one that does not hold
   */
  private static Expression junction(Call call, boolean any) {
    Expression[] parts = call.parts(0);
    return scope -> {
      Json last = Json.NULL;
      for (Expression part : parts) {
        last = part.value(scope);
        if (Coercion.truth(last) == any) {
          break;
        }
      }
      return last;
    };
  }

  /** Only the first operand counts; without one nothing holds. */
  private static Expression negation(Call call, boolean negates) {
    Expression[] parts = call.parts();
    return scope -> Json.of((parts.length > 0 && Coercion.truth(parts[0].value(scope))) != negates);
  }

  /** Two or more values, each of which is compared with the next. */
  private static Expression comparison(Call call, Relation relation) {
    Expression[] parts = call.parts(2);
    call.compiler.moments().compared(relation, parts);
    return scope -> {
      Json left = parts[0].value(scope);
      for (int i = 1; i < parts.length; i++) {
        Json right = parts[i].value(scope);
        if (!relation.holds(left, right)) {
          return Json.FALSE;
        }
        left = right;
      }
      return Json.TRUE;
    };
  }
}

package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;

/** Two or more values, each of which is compared with the next. */
final class Comparison implements Expression.Condition {
  private final Relation relation;
  private final Expression[] operands;
  private final boolean numeric;

  Comparison(Relation relation, Expression[] operands) {
    this.relation = relation;
    this.operands = operands;
    boolean all = true;
    for (Expression operand : operands) {
      all = all && givesNumber(operand);
    }
    this.numeric = all;
  }

  private static boolean givesNumber(Expression operand) {
    return operand instanceof Expression.Calculation
        || (operand instanceof Expression.Constant(Json json) && json instanceof Json.NumberNode);
  }

  @Override
  public boolean truth(Scope scope) {
    return numeric ? numbers(scope) : values(scope);
  }

  private boolean numbers(Scope scope) {
    double left = operands[0].number(scope);
    for (int i = 1; i < operands.length; i++) {
      double right = operands[i].number(scope);
      if (!relation.numbers(left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  private boolean values(Scope scope) {
    Json left = operands[0].value(scope);
    for (int i = 1; i < operands.length; i++) {
      Json right = operands[i].value(scope);
      if (!relation.holds(left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }
}

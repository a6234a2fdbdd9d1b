package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;

/** How numbers are made of operands. What stands for no number ends the evaluation. */
enum Arithmetic {
  ADD("+", 0) {
    @Override
    double one(double operand) {
      return operand;
    }

    @Override
    double two(double left, double right) {
      return left + right;
    }
  },
  SUBTRACT("-", 1) {
    @Override
    double one(double operand) {
      return -operand;
    }

    @Override
    double two(double left, double right) {
      return left - right;
    }
  },
  MULTIPLY("*", 0) {
    @Override
    double one(double operand) {
      return operand;
    }

    @Override
    double two(double left, double right) {
      return left * right;
    }
  },
  DIVIDE("/", 1) {
    @Override
    double one(double operand) {
      return two(1, operand);
    }

    @Override
    double two(double left, double right) {
      double quotient = left / right;
      if (right == 0 || quotient == Double.POSITIVE_INFINITY) {
        throw new EvaluationFailure("a division by zero");
      }
      return quotient;
    }
  },
  REMAINDER("%", 2) {
    @Override
    double one(double operand) {
      return Double.NaN;
    }

    @Override
    double two(double left, double right) {
      return left % right;
    }
  };

  final String symbol;
  final int least;

  Arithmetic(String symbol, int least) {
    this.symbol = symbol;
    this.least = least;
  }

  abstract double one(double operand);

  abstract double two(double left, double right);

  /** Whether it can do anything with such an operand at that place. */
  boolean takes(int place, double operand) {
    return !Double.isNaN(operand) && !(this == DIVIDE && place > 0 && operand == 0);
  }

  /** Whether a single operand may be a list of them. */
  boolean gathers() {
    return this == ADD || this == SUBTRACT;
  }

  double of(Expression[] operands, Scope scope) {
    if (operands.length < least) {
      throw new EvaluationFailure("'%s' wants %d operands or more".formatted(symbol, least));
    }
    if (operands.length == 0) {
      return this == MULTIPLY ? 1 : 0;
    }
    double result = operand(operands[0], scope);
    if (operands.length == 1) {
      return result(one(result));
    }
    for (int i = 1; i < operands.length; i++) {
      result = two(result, operand(operands[i], scope));
    }
    return result(result);
  }

  private static double operand(Expression expression, Scope scope) {
    if (expression instanceof Expression.Calculation calculation) {
      return calculation.number(scope);
    }
    Json json = scope.found(expression.value(scope));
    double number = Coercion.number(json);
    if (Double.isNaN(number)) {
      throw new EvaluationFailure("%s stands for no number".formatted(json));
    }
    return number;
  }

  private double result(double number) {
    if (Double.isNaN(number)) {
      throw new EvaluationFailure("'%s' gives no number".formatted(symbol));
    }
    return number;
  }
}

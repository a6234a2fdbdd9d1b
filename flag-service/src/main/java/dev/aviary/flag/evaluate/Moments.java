package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The moments at which time alone may change what a rule gives. They are gathered while the rule is
 * compiled: a comparison of the time with constants names them.
 */
final class Moments {
  private static final long SECOND = 1000;

  /** In seconds. A moment beyond it does not fit into milliseconds, and never comes. */
  private static final double NEVER = 1e15;

  private final List<Clock> clocks = new ArrayList<>();
  private final List<Long> seconds = new ArrayList<>();
  private boolean everySecond;

  /** {@code $flagd.timestamp}: the time of the evaluation in whole seconds since 1970. */
  static final class Clock implements Expression {
    private boolean bounded;

    @Override
    public Json value(Scope scope) {
      return Json.NumberNode.of(scope.seconds());
    }
  }

  /** The rule uses the time here. */
  Clock clock() {
    Clock clock = new Clock();
    clocks.add(clock);
    return clock;
  }

  void remove(Clock clock) {
    clocks.remove(clock);
  }

  /** The rule may use the time, and how is not known. */
  void everySecond() {
    everySecond = true;
  }

  /** The rule compares these with one another, each with the next. */
  void compared(Relation relation, Expression[] operands) {
    for (int i = 0; i < operands.length; i++) {
      if (operands[i] instanceof Clock clock && !clock.bounded) {
        clock.bounded = true;
        for (int neighbour : new int[] {i - 1, i + 1}) {
          if (neighbour >= 0 && neighbour < operands.length) {
            double second = number(operands[neighbour]);
            clock.bounded &= !Double.isNaN(second);
            compared(relation, second);
          }
        }
      }
    }
  }

  private static double number(Expression operand) {
    return operand instanceof Expression.Constant(Json json) ? Coercion.number(json) : Double.NaN;
  }

  private void compared(Relation relation, double second) {
    double rounded = Math.ceil(second);
    if (!relation.isEquality()) {
      // Either side may be the time, so both that second and the next one count.
      add(rounded);
      add(Math.floor(second) + 1);
    } else if (rounded == second) {
      add(second);
      add(second + 1);
    }
  }

  private void add(double second) {
    if (Math.abs(second) < NEVER) {
      seconds.add((long) second);
    }
  }

  ChangeTimes changeTimes() {
    if (clocks.isEmpty() && seconds.isEmpty() && !everySecond) {
      return ChangeTimes.NONE;
    }
    boolean always = everySecond || clocks.stream().anyMatch(clock -> !clock.bounded);
    return new ChangeTimes(
        seconds.stream().map(second -> second * SECOND).toList(),
        always ? List.of(ChangeTimes.Span.ALWAYS) : List.of());
  }
}

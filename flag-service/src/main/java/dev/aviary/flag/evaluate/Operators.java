package dev.aviary.flag.evaluate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The operators of rules: those of JSONLogic, and those that flagd adds. */
final class Operators {
  /** Compiles one operator with its operands. */
  @FunctionalInterface
  interface Operator {
    Expression compile(Call call);
  }

  private static final Map<String, Operator> ALL = all();

  /** flagd's package evaluates these for each context, even if all operands are constants. */
  private static final Set<String> EVALUATED_LATE =
      Set.of("missing_some", "fractional", "sem_ver", "starts_with", "ends_with");

  private Operators() {}

  static Optional<Operator> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  static boolean isEvaluatedLate(String name) {
    return EVALUATED_LATE.contains(name);
  }

  static String names() {
    return ALL.keySet().stream().sorted().collect(Collectors.joining(" "));
  }

  private static Map<String, Operator> all() {
    Map<String, Operator> all = new HashMap<>();
    all.putAll(DataOperators.ALL);
    all.putAll(LogicOperators.ALL);
    all.putAll(ArithmeticOperators.ALL);
    all.putAll(TextOperators.ALL);
    all.putAll(ListOperators.ALL);
    all.putAll(FlagdOperators.ALL);
    return Map.copyOf(all);
  }
}

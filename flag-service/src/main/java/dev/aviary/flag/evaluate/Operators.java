package dev.aviary.flag.evaluate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The operators that rules have: JSONLogic's, and those that flagd adds. */
final class Operators {
  private static final Map<String, Operator> ALL = all();

  private Operators() {}

  static Optional<Operator> find(String name) {
    return Optional.ofNullable(ALL.get(name));
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

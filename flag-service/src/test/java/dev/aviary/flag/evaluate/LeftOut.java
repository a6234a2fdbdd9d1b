package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.Map;
import java.util.Set;

/** Rules that the comparison leaves out, as the README of this module lists them. */
final class LeftOut {
  private static final Set<String> GATHER = Set.of("!", "!!", "cat");
  private static final Set<String> LISTS = Set.of("map", "filter", "all", "some", "none");

  private static final Set<String> THROUGH =
      Set.of("map", "filter", "all", "some", "none", "reduce");
  private static final Set<String> COMPARISONS =
      Set.of("==", "===", "!=", "!==", "<", "<=", ">", ">=");

  private static final Set<String> UNBRACKETED_IN = Set.of("cat", "reduce");
  private static final Set<String> UNBRACKETED =
      Set.of("or", "and", "all", "missing", "missing_some");

  private LeftOut() {}

  /** Whether the rule holds, at any place, what the package does not decide. */
  static boolean holds(Json rule) {
    return switch (rule) {
      case ObjectNode object ->
          object.members().entrySet().stream().anyMatch(LeftOut::is)
              || object.members().values().stream().anyMatch(LeftOut::holds);
      case ArrayNode array -> array.items().stream().anyMatch(LeftOut::holds);
      default -> false;
    };
  }

  private static boolean is(Map.Entry<String, Json> operation) {
    String name = operation.getKey();
    Json operands = operation.getValue();
    Json only = operands instanceof ArrayNode(var items) && items.size() == 1 ? items.get(0) : null;
    // What is constant the package interprets, also where it compiles all else.
    return (GATHER.contains(name) && isConstantList(only == null ? operands : only))
        || (LISTS.contains(name)
            && operands instanceof ArrayNode(var items)
            && isConstantList(items.getFirst())
            && items.getLast().toString().contains("user."))
        // A minus before a list of one text goes on with NaN.
        || (name.equals("-") && (only != null || operands instanceof ObjectNode))
        // Both modes take a condition for a list, compiled on and interpreting otherwise.
        || (THROUGH.contains(name)
            && first(operands) instanceof ObjectNode(var inner)
            && inner.keySet().stream().anyMatch(COMPARISONS::contains))
        // Compiled code has no parentheses around these.
        || (UNBRACKETED_IN.contains(name) && holdsUnbracketed(operands))
        // Compiled code forgets to look at a text whether it is a number.
        || (COMPARISONS.contains(name)
            && first(operands) instanceof ObjectNode(var inner)
            && inner.containsKey("cat"))
        // A fraction of more than 16 digits is version 0.0.0.
        || (name.equals("sem_ver") && holdsFraction(operands.toString()));
  }

  private static boolean holdsFraction(String operands) {
    return operands.contains("{\"/\":") || operands.contains("{\"*\":");
  }

  private static boolean holdsUnbracketed(Json operands) {
    return operands instanceof ArrayNode(var items)
        && items.stream()
            .anyMatch(item ->
                item instanceof ObjectNode(var inner)
                    && inner.keySet().stream().anyMatch(UNBRACKETED::contains));
  }

  private static Json first(Json operands) {
    return operands instanceof ArrayNode(var items) && !items.isEmpty() ? items.get(0) : operands;
  }

  private static boolean isConstantList(Json operand) {
    var compiler = new RuleCompiler(new Evaluators(ObjectNode.EMPTY));
    return (operand instanceof ObjectNode || operand instanceof ArrayNode)
        && compiler.rule(operand, Pointer.ROOT) instanceof Expression.Constant(Json value)
        && value instanceof ArrayNode;
  }
}

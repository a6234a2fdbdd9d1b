package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.Text;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * The operators that <a href="https://flagd.dev/reference/custom-operations/">flagd adds</a>. Bad
 * operands give null, never a failure.
 */
final class FlagdOperators {
  static final Map<String, Operator> ALL =
      Map.of(
          "fractional", FractionalCompiler::compile,
          "sem_ver", call -> call.eager(FlagdOperators::version, false),
          "starts_with", call -> texts(call, String::startsWith),
          "ends_with", call -> texts(call, String::endsWith));

  /** How {@code sem_ver} compares. */
  static final List<String> SIGNS = List.of("=", "!=", "<", "<=", ">", ">=", "^", "~");

  private FlagdOperators() {}

  private static Term texts(Call call, BiPredicate<String, String> test) {
    if (call.isComputed() || call.listed().size() != 2) {
      return call.eager(
          (operands, _) ->
              operands.length == 2 ? tested(operands[0], operands[1], test) : Json.NULL,
          false);
    }
    return call.of(
        call.terms(),
        false,
        parts -> scope -> tested(parts[0].value(scope), parts[1].value(scope), test));
  }

  private static Json tested(Json whole, Json part, BiPredicate<String, String> test) {
    return whole instanceof Text text && part instanceof Text other
        ? Json.of(test.test(text.value(), other.value()))
        : Json.NULL;
  }

  private static Json version(Json[] operands, Scope scope) {
    if (operands.length != 3) {
      return Json.NULL;
    }
    var left = SemanticVersion.of(scope.text(operands[0]));
    var right = SemanticVersion.of(scope.text(operands[2]));
    if (left.isEmpty() || right.isEmpty()) {
      return Json.NULL;
    }
    SemanticVersion first = left.get();
    SemanticVersion second = right.get();
    int order = first.compareTo(second);
    return switch (scope.text(operands[1])) {
      case "=" -> Json.of(order == 0);
      case "!=" -> Json.of(order != 0);
      case "<" -> Json.of(order < 0);
      case "<=" -> Json.of(order <= 0);
      case ">" -> Json.of(order > 0);
      case ">=" -> Json.of(order >= 0);
      case "^" -> Json.of(first.major() == second.major());
      case "~" -> Json.of(first.major() == second.major() && first.minor() == second.minor());
      default -> Json.NULL;
    };
  }
}

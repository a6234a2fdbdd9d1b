package dev.aviary.flag.evaluate;

import dev.aviary.flag.evaluate.Operators.Operator;
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
          "fractional",
          call -> call.eager((operands, scope) -> Fractional.of(operands, call.pointer, scope)),
          "sem_ver",
          call -> call.eager(FlagdOperators::version),
          "starts_with",
          call -> call.eager((operands, _) -> tested(operands, String::startsWith)),
          "ends_with",
          call -> call.eager((operands, _) -> tested(operands, String::endsWith)));

  /** How {@code sem_ver} compares. */
  static final List<String> SIGNS = List.of("=", "!=", "<", "<=", ">", ">=", "^", "~");

  private FlagdOperators() {}

  private static Json tested(List<Json> operands, BiPredicate<String, String> test) {
    return operands.size() == 2
            && operands.get(0) instanceof Text(String whole)
            && operands.get(1) instanceof Text(String part)
        ? Json.of(test.test(whole, part))
        : Json.NULL;
  }

  private static Json version(List<Json> operands, Scope scope) {
    if (operands.size() != 3) {
      return Json.NULL;
    }
    var left = SemanticVersion.of(scope.text(operands.get(0)));
    var right = SemanticVersion.of(scope.text(operands.get(2)));
    return left.isEmpty() || right.isEmpty()
        ? Json.NULL
        : compared(left.get(), scope.text(operands.get(1)), right.get());
  }

  private static Json compared(SemanticVersion left, String sign, SemanticVersion right) {
    int order = left.compareTo(right);
    return switch (sign) {
      case "=" -> Json.of(order == 0);
      case "!=" -> Json.of(order != 0);
      case "<" -> Json.of(order < 0);
      case "<=" -> Json.of(order <= 0);
      case ">" -> Json.of(order > 0);
      case ">=" -> Json.of(order >= 0);
      case "^" -> Json.of(left.major() == right.major());
      case "~" -> Json.of(left.major() == right.major() && left.minor() == right.minor());
      default -> Json.NULL;
    };
  }
}

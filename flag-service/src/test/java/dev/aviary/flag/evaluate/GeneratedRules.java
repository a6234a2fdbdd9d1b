package dev.aviary.flag.evaluate;

import static dev.aviary.flag.evaluate.Draw.operation;
import static dev.aviary.flag.evaluate.Draw.quoted;

import java.util.ArrayList;
import java.util.List;

/** Rules as JSON: mostly sensible, sometimes not. */
final class GeneratedRules {
  private static final List<String> SCALARS =
      List.of("plan", "age", "email", "score", "vip", "nothing", "absent", "user.name", "version");
  private static final List<String> PATHS =
      List.of(
          "plan",
          "age",
          "email",
          "score",
          "vip",
          "nothing",
          "absent",
          "user.name",
          "user.age",
          "user.address.city",
          "tags.0",
          "tags.length",
          "version",
          "targetingKey",
          "user",
          "tags",
          "numbers",
          "$flagd.flagKey");

  private final Draw draw;

  GeneratedRules(Draw draw) {
    this.draw = draw;
  }

  /** A rule that mostly names a variant. */
  String rule() {
    return switch (draw.below(10)) {
      case 0 -> fractional(2);
      case 1 -> operation("or", List.of(any(3), draw.one(Draw.VARIANTS)));
      case 2 -> operation("var", quoted("variant"));
      case 3 -> operation("and", List.of("true", condition(3)));
      default -> branches(3);
    };
  }

  private String branches(int depth) {
    List<String> parts = new ArrayList<>();
    int conditions = 1 + draw.below(3);
    for (int i = 0; i < conditions; i++) {
      parts.add(condition(depth));
      parts.add(result(depth - 1));
    }
    if (draw.below(4) > 0) {
      parts.add(result(depth - 1));
    }
    return operation(draw.below(8) == 0 ? "?:" : "if", parts);
  }

  private String result(int depth) {
    return switch (draw.below(12)) {
      case 0 -> "null";
      case 1 -> depth > 0 ? branches(depth) : draw.one(Draw.VARIANTS);
      case 2 -> depth > 0 ? fractional(depth) : draw.one(Draw.VARIANTS);
      case 3 -> text(depth);
      case 4 -> "\"nowhere\"";
      default -> draw.one(Draw.VARIANTS);
    };
  }

  private String any(int depth) {
    return switch (draw.below(6)) {
      case 0 -> condition(depth);
      case 1 -> number(depth);
      case 2 -> text(depth);
      case 3 -> list(depth);
      case 4 -> variable();
      default ->
          draw.one(List.of("null", "true", "false", "[]", "{}", "[1,2]", draw.one(Draw.NUMBERS)));
    };
  }

  private String condition(int depth) {
    if (depth <= 0) {
      return draw.below(5) == 0 ? draw.one(List.of("true", "false", "1", "\"\"")) : comparison(0);
    }
    return switch (draw.below(14)) {
      case 0 -> operation("and", draw.some(2, () -> condition(depth - 1)));
      case 1 -> operation("or", draw.some(2, () -> condition(depth - 1)));
      case 2 -> operation("!", unary(condition(depth - 1)));
      case 3 -> operation("!!", unary(operand(depth - 1)));
      case 4 -> operation("in", List.of(any(depth - 1), list(depth - 1)));
      case 5 -> operation("in", List.of(text(depth - 1), text(depth - 1)));
      case 6 -> operation("starts_with", List.of(text(0), text(0)));
      case 7 -> operation("ends_with", List.of(variable(), quoted("faas.com")));
      case 8 -> version();
      case 9 ->
          operation(
              draw.one(List.of("all", "some", "none")), List.of(list(depth - 1), itemCondition()));
      case 10 -> operation("missing", names());
      default -> comparison(depth - 1);
    };
  }

  /** Of a list that is the same in every context, the package looks at the first item alone. */
  private String operand(int depth) {
    return switch (draw.below(3)) {
      case 0 -> number(depth);
      case 1 -> text(depth);
      default -> operation("var", quoted(draw.one(SCALARS)));
    };
  }

  private String comparison(int depth) {
    String symbol = draw.one(List.of("==", "===", "!=", "!==", "<", "<=", ">", ">="));
    return switch (draw.below(7)) {
      case 0, 1 -> operation(symbol, List.of(variable(), quoted(draw.one(Draw.WORDS))));
      case 2, 3 -> operation(symbol, List.of(number(depth), number(depth)));
      case 4 -> operation(symbol, List.of(number(depth), variable(), number(depth)));
      case 5 -> operation(symbol, List.of(any(depth), any(depth)));
      default -> operation(symbol, List.of(text(depth), text(depth)));
    };
  }

  private String version() {
    String symbol = draw.one(List.of("=", "!=", "<", "<=", ">", ">=", "^", "~", "?"));
    String left = draw.below(3) == 0 ? variable() : operation("var", quoted("version"));
    String right = draw.below(6) == 0 ? draw.one(Draw.NUMBERS) : quoted(draw.one(Draw.VERSIONS));
    return operation("sem_ver", List.of(left, quoted(symbol), right));
  }

  private String number(int depth) {
    if (depth <= 0) {
      return draw.below(3) == 0
          ? draw.one(Draw.NUMBERS)
          : operation("var", quoted(draw.one(List.of("age", "score", "user.age"))));
    }
    return switch (draw.below(9)) {
      case 0 -> operation("+", draw.some(3, () -> number(depth - 1)));
      case 1 -> operation("-", List.of(number(depth - 1), number(depth - 1)));
      case 2 -> operation("*", List.of(number(depth - 1), any(depth - 1)));
      case 3 -> operation("/", List.of(number(depth - 1), number(depth - 1)));
      case 4 -> operation("%", List.of(number(depth - 1), draw.one(Draw.NUMBERS)));
      case 5 -> operation(draw.one(List.of("max", "min")), draw.some(3, () -> number(depth - 1)));
      case 6 ->
          draw.coin()
              ? operation("+", unary(any(depth - 1)))
              : operation("-", unary(number(depth - 1)));
      case 7 -> reduction(depth - 1);
      default -> number(0);
    };
  }

  private String reduction(int depth) {
    String pair = draw.one(List.of("+", "*", "-", "max"));
    String body =
        operation(
            pair,
            List.of(
                operation("var", quoted("accumulator")),
                operation("var", quoted(draw.one(List.of("current", "current.age"))))));
    return operation("reduce", List.of(list(depth), body, draw.one(List.of("0", "1", "10"))));
  }

  private String text(int depth) {
    if (depth <= 0) {
      return draw.coin() ? quoted(draw.one(Draw.WORDS)) : variable();
    }
    return switch (draw.below(4)) {
      case 0 -> operation("cat", draw.some(3, () -> any(depth - 1)));
      case 1 -> operation("substr", List.of(text(0), draw.one(Draw.NUMBERS)));
      case 2 ->
          operation("substr", List.of(quoted("jsonlogic"), draw.one(Draw.NUMBERS), number(0)));
      default -> text(0);
    };
  }

  private String list(int depth) {
    if (depth <= 0) {
      return switch (draw.below(4)) {
        case 0 -> draw.some(3, () -> draw.one(Draw.NUMBERS)).toString();
        case 1 -> draw.some(3, () -> quoted(draw.one(Draw.WORDS))).toString();
        default ->
            operation("var", quoted(draw.one(List.of("tags", "numbers", "people", "absent"))));
      };
    }
    return switch (draw.below(6)) {
      case 0 -> operation("map", List.of(list(depth - 1), item()));
      case 1 -> operation("filter", List.of(list(depth - 1), itemCondition()));
      case 2 -> operation("merge", draw.some(3, () -> any(depth - 1)));
      case 3 -> operation("missing", names());
      case 4 -> operation("missing_some", List.of(draw.one(List.of("1", "2", "\"1\"")), names()));
      default -> list(0);
    };
  }

  private String item() {
    return draw.one(
        List.of(
            operation("var", quoted("")),
            operation("var", quoted("age")),
            operation("*", List.of(operation("var", quoted("")), "2")),
            operation("cat", List.of(operation("var", quoted("")), quoted("!"))),
            operation("var", quoted("../../plan")),
            operation("var", quoted("../index"))));
  }

  private String itemCondition() {
    return draw.one(
        List.of(
            operation(">", List.of(operation("var", quoted("")), draw.one(Draw.NUMBERS))),
            operation("==", List.of(operation("var", quoted("age")), draw.one(Draw.NUMBERS))),
            operation("===", List.of(operation("var", quoted("")), quoted(draw.one(Draw.WORDS)))),
            operation("in", List.of(operation("var", quoted("")), quoted("abcpro5"))),
            operation("var", quoted(""))));
  }

  private String names() {
    return draw.some(3, () -> quoted(draw.one(PATHS))).toString();
  }

  private String variable() {
    return switch (draw.below(12)) {
      case 0 ->
          operation(
              "var", List.of(quoted(draw.one(PATHS)), draw.one(List.of("5", "\"abc\"", "null"))));
      case 1 -> operation("var", List.of(quoted(draw.one(PATHS))));
      case 2 -> operation("var", operation("cat", List.of(quoted("pl"), quoted("an"))));
      default -> operation("var", quoted(draw.one(PATHS)));
    };
  }

  private String fractional(int depth) {
    List<String> parts = new ArrayList<>();
    switch (draw.below(4)) {
      case 0 -> parts.add(operation("var", quoted(draw.one(List.of("email", "age", "absent")))));
      case 1 ->
          parts.add(
              operation(
                  "cat",
                  List.of(
                      operation("var", quoted("$flagd.flagKey")),
                      operation("var", quoted("email")))));
      default -> {}
    }
    for (String variant : Draw.VARIANTS) {
      String name = depth > 0 && draw.below(8) == 0 ? result(depth - 1) : variant;
      parts.add(
          switch (draw.below(12)) {
            case 0 -> "[" + name + "]";
            case 1 -> "[" + name + "," + number(1) + "]";
            case 2 -> "[" + name + "," + draw.one(List.of("-5", "1.5", "2147483647", "0")) + "]";
            default -> "[" + name + "," + draw.below(100) + "]";
          });
    }
    return operation("fractional", parts);
  }

  private String unary(String operand) {
    return draw.coin() ? operand : "[" + operand + "]";
  }
}

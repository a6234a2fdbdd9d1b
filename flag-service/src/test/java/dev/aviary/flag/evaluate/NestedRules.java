package dev.aviary.flag.evaluate;

import static dev.aviary.flag.evaluate.Draw.operation;
import static dev.aviary.flag.evaluate.Draw.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rules in which the result of one operator is an operand of another, as JSON. */
final class NestedRules {
  private static final List<String> COMPARISONS =
      List.of("==", "===", "!=", "!==", "<", "<=", ">", ">=");

  /** A sum of those that no double holds depends on the order in which it is made. */
  private static final List<String> NUMBERS =
      Draw.NUMBERS.stream().filter(number -> !number.equals(Draw.UNSAFE)).toList();

  private static final List<String> NUMERIC = List.of("+", "-", "*", "/", "%", "max", "min");
  private static final List<String> LISTS = List.of("all", "some", "none", "map", "filter");
  private static final List<String> FLAGD =
      List.of("fractional", "sem_ver", "starts_with", "ends_with");
  private static final List<String> OTHERS =
      List.of(
          "var",
          "missing",
          "missing_some",
          "if",
          "?:",
          "!",
          "!!",
          "or",
          "and",
          "reduce",
          "merge",
          "in",
          "cat",
          "substr");

  private final Draw draw;

  NestedRules(Draw draw) {
    this.draw = draw;
  }

  static List<String> operators() {
    var all = new ArrayList<>(COMPARISONS);
    all.addAll(NUMERIC);
    all.addAll(LISTS);
    all.addAll(OTHERS);
    all.addAll(FLAGD);
    return List.copyOf(all);
  }

  /**
   * A rule of the outer operator in which one operand is a result of the inner one. The README of
   * this module says why some are left out.
   */
  String rule(String outer, String inner) {
    boolean onlyList = LISTS.contains(outer) && FLAGD.contains(inner);
    return of(outer, onlyList, _ -> of(inner, false, simple -> simple));
  }

  /**
   * @param onlyList nothing is nested into what is done for each item
   * @param nested puts something in the place of one operand, which it is given
   */
  private String of(String name, boolean onlyList, UnaryOperator<String> nested) {
    if (COMPARISONS.contains(name)) {
      return listed(name, nested, value(), value());
    }
    if (NUMERIC.contains(name)) {
      return switch (draw.below(3)) {
        case 0 -> listed(name, nested, number(), number(), number());
        case 1 -> listed(name, nested, number(), number());
        default -> single(name, nested.apply(draw.coin() ? number() : list()));
      };
    }
    if (LISTS.contains(name)) {
      return onlyList
          ? operation(name, List.of(nested.apply(list()), body()))
          : listed(name, nested, list(), body());
    }
    return other(name, nested);
  }

  private String other(String name, UnaryOperator<String> nested) {
    return switch (name) {
      case "var" -> single(name, nested.apply(path()));
      case "!", "!!" -> single(name, nested.apply(scalar()));
      case "missing" ->
          draw.coin() ? listed(name, nested, path(), path()) : single(name, nested.apply(path()));
      case "missing_some" -> operation(name, List.of("1", nested.apply(paths())));
      case "if", "?:" -> listed(name, nested, value(), value(), value());
      case "reduce" ->
          draw.coin()
              ? operation(name, List.of(nested.apply(list()), reduction(), draw.one(NUMBERS)))
              : operation(
                  name, List.of(variable("tags", "numbers"), reduction(), nested.apply(value())));
      case "cat", "merge" ->
          draw.coin() ? single(name, nested.apply(value())) : listed(name, nested, value(), list());
      case "in" -> listed(name, nested, value(), draw.coin() ? list() : text());
      case "substr" -> listed(name, nested, text(), draw.one(NUMBERS), "2");
      case "fractional" -> fractional(nested);
      case "sem_ver" ->
          listed(name, nested, version(), quoted(draw.one(List.of("=", ">", "^"))), version());
      case "starts_with", "ends_with" -> listed(name, nested, text(), text());
      default -> listed(name, nested, value(), value());
    };
  }

  private String fractional(UnaryOperator<String> nested) {
    String shares = "[\"red\",%s],[%s,50]";
    return "{\"fractional\":["
        + switch (draw.below(3)) {
          case 0 -> nested.apply(text()) + "," + shares.formatted("50", "\"blue\"");
          case 1 -> shares.formatted(nested.apply("50"), "\"blue\"");
          default -> shares.formatted("50", nested.apply("\"blue\""));
        }
        + "]}";
  }

  /** One operand, in a list or without. */
  private String single(String name, String operand) {
    return draw.coin() ? operation(name, List.of(operand)) : operation(name, operand);
  }

  private String listed(String name, UnaryOperator<String> nested, String... operands) {
    int at = draw.below(operands.length);
    operands[at] = nested.apply(operands[at]);
    return operation(name, List.of(operands));
  }

  private String value() {
    return draw.below(4) == 0 ? list() : scalar();
  }

  private String scalar() {
    return switch (draw.below(4)) {
      case 0 -> number();
      case 1 -> text();
      case 3 -> draw.one(List.of("true", "false", "null"));
      default -> variable("vip", "nothing", "user");
    };
  }

  private String number() {
    return draw.coin() ? draw.one(NUMBERS) : variable("age", "score", "user.age");
  }

  private String text() {
    return draw.coin() ? quoted(draw.one(Draw.WORDS)) : variable("plan", "email", "absent");
  }

  private String version() {
    return draw.coin() ? quoted(draw.one(Draw.VERSIONS)) : variable("version");
  }

  private String list() {
    return switch (draw.below(4)) {
      case 0 -> draw.some(3, () -> draw.one(NUMBERS)).toString();
      case 1 -> draw.some(3, () -> quoted(draw.one(Draw.WORDS))).toString();
      default -> variable("tags", "numbers", "people");
    };
  }

  private String path() {
    return quoted(draw.one(List.of("plan", "age", "user.name", "absent", "tags.0")));
  }

  private String paths() {
    return draw.some(3, this::path).toString();
  }

  private String body() {
    return draw.one(
        List.of(
            operation("var", quoted("")),
            operation("*", List.of(operation("var", quoted("")), "2")),
            operation(">", List.of(operation("var", quoted("")), "1")),
            operation("var", quoted("age"))));
  }

  private String reduction() {
    String accumulator = operation("var", quoted("accumulator"));
    String current = operation("var", quoted("current"));
    String name = draw.one(List.of("+", "max", "cat", "merge"));
    // The package has a short way for a sum of these two alone, which takes other operands.
    return operation(
        name,
        name.equals("+") ? List.of(accumulator, current, "0") : List.of(accumulator, current));
  }

  private String variable(String... names) {
    return operation("var", quoted(draw.one(List.of(names))));
  }
}

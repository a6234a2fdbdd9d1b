package dev.aviary.flag.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rules and contexts as JSON, drawn from a seed: mostly sensible, sometimes not. */
final class GeneratedRules {
  private static final List<String> VARIANTS = List.of("\"red\"", "\"green\"", "\"blue\"");
  private static final List<String> WORDS =
      List.of(
          "",
          "a",
          "abc",
          "ABC",
          "pro",
          "free",
          "5",
          "05",
          " 7 ",
          "1e3",
          "-2.5",
          "0x1F",
          "true",
          "null",
          "user@faas.com",
          "x.y",
          "Infinity",
          "ten");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "5",
          "10",
          "18",
          "100",
          "0.5",
          "-2.5",
          "1e3",
          "10.0",
          "1e21",
          "1e-7",
          "9007199254740993");
  private static final List<String> VERSIONS =
      List.of(
          "1.0.0",
          "1.2.3",
          "v1.2.3",
          "2.0.0-beta.1",
          "2.0.0-beta.11",
          "2.0.0",
          "1.2",
          "3",
          "1.0.0+build",
          "1.02.3",
          "latest",
          "2.0.0-beta",
          "10.0.0",
          "1.2.3.4");
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

  /** What is looked into, and lists: the package takes some other values for them. */
  private static final List<String> HOLDERS = List.of("user", "tags", "numbers", "people");

  private final Random random;

  GeneratedRules(long seed) {
    this.random = new Random(seed);
  }

  /** A rule that mostly names a variant. */
  String rule() {
    return switch (random.nextInt(10)) {
      case 0 -> fractional(2);
      case 1 -> operation("or", List.of(any(3), one(VARIANTS)));
      case 2 -> operation("var", quoted("variant"));
      case 3 -> operation("and", List.of("true", condition(3)));
      default -> branches(3);
    };
  }

  private String branches(int depth) {
    List<String> parts = new ArrayList<>();
    int conditions = 1 + random.nextInt(3);
    for (int i = 0; i < conditions; i++) {
      parts.add(condition(depth));
      parts.add(result(depth - 1));
    }
    if (random.nextInt(4) > 0) {
      parts.add(result(depth - 1));
    }
    return operation(random.nextInt(8) == 0 ? "?:" : "if", parts);
  }

  private String result(int depth) {
    return switch (random.nextInt(12)) {
      case 0 -> "null";
      case 1 -> depth > 0 ? branches(depth) : one(VARIANTS);
      case 2 -> depth > 0 ? fractional(depth) : one(VARIANTS);
      case 3 -> text(depth);
      case 4 -> "\"nowhere\"";
      default -> one(VARIANTS);
    };
  }

  private String any(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> condition(depth);
      case 1 -> number(depth);
      case 2 -> text(depth);
      case 3 -> list(depth);
      case 4 -> variable();
      default -> one(List.of("null", "true", "false", "[]", "{}", "[1,2]", one(NUMBERS)));
    };
  }

  private String condition(int depth) {
    if (depth <= 0) {
      return random.nextInt(5) == 0 ? one(List.of("true", "false", "1", "\"\"")) : comparison(0);
    }
    return switch (random.nextInt(14)) {
      case 0 -> operation("and", some(2, () -> condition(depth - 1)));
      case 1 -> operation("or", some(2, () -> condition(depth - 1)));
      case 2 -> operation("!", unary(condition(depth - 1)));
      case 3 -> operation("!!", unary(operand(depth - 1)));
      case 4 -> operation("in", List.of(any(depth - 1), list(depth - 1)));
      case 5 -> operation("in", List.of(text(depth - 1), text(depth - 1)));
      case 6 -> operation("starts_with", List.of(text(0), text(0)));
      case 7 -> operation("ends_with", List.of(variable(), quoted("faas.com")));
      case 8 -> version();
      case 9 ->
          operation(one(List.of("all", "some", "none")), List.of(list(depth - 1), itemCondition()));
      case 10 -> operation("missing", names());
      default -> comparison(depth - 1);
    };
  }

  /** Of a list that is the same in every context, the package looks at the first item alone. */
  private String operand(int depth) {
    return switch (random.nextInt(3)) {
      case 0 -> number(depth);
      case 1 -> text(depth);
      default -> operation("var", quoted(one(SCALARS)));
    };
  }

  private String comparison(int depth) {
    String symbol = one(List.of("==", "===", "!=", "!==", "<", "<=", ">", ">="));
    return switch (random.nextInt(7)) {
      case 0, 1 -> operation(symbol, List.of(variable(), quoted(one(WORDS))));
      case 2, 3 -> operation(symbol, List.of(number(depth), number(depth)));
      case 4 -> operation(symbol, List.of(number(depth), variable(), number(depth)));
      case 5 -> operation(symbol, List.of(any(depth), any(depth)));
      default -> operation(symbol, List.of(text(depth), text(depth)));
    };
  }

  private String version() {
    String symbol = one(List.of("=", "!=", "<", "<=", ">", ">=", "^", "~", "?"));
    String left = random.nextInt(3) == 0 ? variable() : operation("var", quoted("version"));
    String right = random.nextInt(6) == 0 ? one(NUMBERS) : quoted(one(VERSIONS));
    return operation("sem_ver", List.of(left, quoted(symbol), right));
  }

  private String number(int depth) {
    if (depth <= 0) {
      return random.nextInt(3) == 0
          ? one(NUMBERS)
          : operation("var", quoted(one(List.of("age", "score", "user.age"))));
    }
    return switch (random.nextInt(9)) {
      case 0 -> operation("+", some(3, () -> number(depth - 1)));
      case 1 -> operation("-", List.of(number(depth - 1), number(depth - 1)));
      case 2 -> operation("*", List.of(number(depth - 1), any(depth - 1)));
      case 3 -> operation("/", List.of(number(depth - 1), number(depth - 1)));
      case 4 -> operation("%", List.of(number(depth - 1), one(NUMBERS)));
      case 5 -> operation(one(List.of("max", "min")), some(3, () -> number(depth - 1)));
      case 6 ->
          random.nextBoolean()
              ? operation("+", unary(any(depth - 1)))
              : operation("-", unary(number(depth - 1)));
      case 7 -> reduction(depth - 1);
      default -> number(0);
    };
  }

  private String reduction(int depth) {
    String pair = one(List.of("+", "*", "-", "max"));
    String body =
        operation(
            pair,
            List.of(
                operation("var", quoted("accumulator")),
                operation("var", quoted(one(List.of("current", "current.age"))))));
    return operation("reduce", List.of(list(depth), body, one(List.of("0", "1", "10"))));
  }

  private String text(int depth) {
    if (depth <= 0) {
      return random.nextBoolean() ? quoted(one(WORDS)) : variable();
    }
    return switch (random.nextInt(4)) {
      case 0 -> operation("cat", some(3, () -> any(depth - 1)));
      case 1 -> operation("substr", List.of(text(0), one(NUMBERS)));
      case 2 -> operation("substr", List.of(quoted("jsonlogic"), one(NUMBERS), number(0)));
      default -> text(0);
    };
  }

  private String list(int depth) {
    if (depth <= 0) {
      return switch (random.nextInt(4)) {
        case 0 -> some(3, () -> one(NUMBERS)).toString();
        case 1 -> some(3, () -> quoted(one(WORDS))).toString();
        default -> operation("var", quoted(one(List.of("tags", "numbers", "people", "absent"))));
      };
    }
    return switch (random.nextInt(6)) {
      case 0 -> operation("map", List.of(list(depth - 1), item()));
      case 1 -> operation("filter", List.of(list(depth - 1), itemCondition()));
      case 2 -> operation("merge", some(3, () -> any(depth - 1)));
      case 3 -> operation("missing", names());
      case 4 -> operation("missing_some", List.of(one(List.of("1", "2", "\"1\"")), names()));
      default -> list(0);
    };
  }

  private String item() {
    return one(
        List.of(
            operation("var", quoted("")),
            operation("var", quoted("age")),
            operation("*", List.of(operation("var", quoted("")), "2")),
            operation("cat", List.of(operation("var", quoted("")), quoted("!"))),
            operation("var", quoted("../../plan")),
            operation("var", quoted("../index"))));
  }

  private String itemCondition() {
    return one(
        List.of(
            operation(">", List.of(operation("var", quoted("")), one(NUMBERS))),
            operation("==", List.of(operation("var", quoted("age")), one(NUMBERS))),
            operation("===", List.of(operation("var", quoted("")), quoted(one(WORDS)))),
            operation("in", List.of(operation("var", quoted("")), quoted("abcpro5"))),
            operation("var", quoted(""))));
  }

  private String names() {
    return some(3, () -> quoted(one(PATHS))).toString();
  }

  private String variable() {
    return switch (random.nextInt(12)) {
      case 0 -> operation("var", List.of(quoted(one(PATHS)), one(List.of("5", "\"abc\"", "null"))));
      case 1 -> operation("var", List.of(quoted(one(PATHS))));
      case 2 -> operation("var", operation("cat", List.of(quoted("pl"), quoted("an"))));
      default -> operation("var", quoted(one(PATHS)));
    };
  }

  private String fractional(int depth) {
    List<String> parts = new ArrayList<>();
    switch (random.nextInt(4)) {
      case 0 -> parts.add(operation("var", quoted(one(List.of("email", "age", "absent")))));
      case 1 ->
          parts.add(
              operation(
                  "cat",
                  List.of(
                      operation("var", quoted("$flagd.flagKey")),
                      operation("var", quoted("email")))));
      default -> {}
    }
    for (String variant : VARIANTS) {
      String name = depth > 0 && random.nextInt(8) == 0 ? result(depth - 1) : variant;
      parts.add(
          switch (random.nextInt(12)) {
            case 0 -> "[" + name + "]";
            case 1 -> "[" + name + "," + number(1) + "]";
            case 2 -> "[" + name + "," + one(List.of("-5", "1.5", "2147483647", "0")) + "]";
            default -> "[" + name + "," + random.nextInt(100) + "]";
          });
    }
    return operation("fractional", parts);
  }

  /** Members that rules look at; of any type, now and then. */
  String context() {
    List<String> members = new ArrayList<>();
    members.add(member("targetingKey", () -> quoted("user-" + random.nextInt(10_000))));
    members.add(member("plan", () -> quoted(one(WORDS))));
    members.add(member("email", () -> quoted("u" + random.nextInt(1000) + "@faas.com")));
    members.add(member("age", () -> one(NUMBERS)));
    members.add(member("score", () -> one(NUMBERS)));
    members.add(member("vip", () -> String.valueOf(random.nextBoolean())));
    members.add("\"nothing\":null");
    members.add(member("version", () -> quoted(one(VERSIONS))));
    members.add(member("variant", () -> one(VARIANTS)));
    members.add(member("tags", () -> some(3, () -> quoted(one(WORDS))).toString()));
    members.add(member("numbers", () -> some(4, () -> one(NUMBERS)).toString()));
    members.add(member("people", () -> some(3, this::person).toString()));
    members.add(member("user", this::person));
    return members.stream()
        .filter(member -> !member.isEmpty())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String person() {
    return "{\"name\":%s,\"age\":%s,\"address\":{\"city\":%s}}"
        .formatted(quoted(one(WORDS)), one(NUMBERS), quoted(one(WORDS)));
  }

  private String member(String name, Supplier<String> value) {
    return switch (random.nextInt(16)) {
      case 0 -> "";
      case 1 ->
          quoted(name)
              + ":"
              + (HOLDERS.contains(name)
                  ? one(List.of("null", "[]", "[1,\"a\"]"))
                  : one(
                      List.of("null", "true", "[]", "{}", "0", "\"\"", "[1,\"a\"]", one(NUMBERS))));
      default -> quoted(name) + ":" + value.get();
    };
  }

  private String unary(String operand) {
    return random.nextBoolean() ? operand : "[" + operand + "]";
  }

  private List<String> some(int most, Supplier<String> each) {
    return IntStream.rangeClosed(1, 1 + random.nextInt(most)).mapToObj(_ -> each.get()).toList();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String operation(String name, List<String> operands) {
    return "{\"%s\":[%s]}".formatted(name, String.join(",", operands));
  }

  private static String operation(String name, String operand) {
    return "{\"%s\":%s}".formatted(name, operand);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}

package dev.aviary.flag.evaluate;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Draws, from a seed, what generated rules and contexts are made of. */
final class Draw {
  /** 2^53 + 1, which no double is. */
  static final String UNSAFE = "9007199254740993";

  static final List<String> VARIANTS = List.of("\"red\"", "\"green\"", "\"blue\"");
  static final List<String> WORDS =
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
  static final List<String> NUMBERS =
      List.of(
          "0", "1", "-1", "2", "5", "10", "18", "100", "0.5", "-2.5", "1e3", "10.0", "1e21", "1e-7",
          UNSAFE);
  static final List<String> VERSIONS =
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

  private final Random random;

  Draw(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean coin() {
    return random.nextBoolean();
  }

  List<String> some(int most, Supplier<String> each) {
    return IntStream.rangeClosed(1, 1 + random.nextInt(most)).mapToObj(_ -> each.get()).toList();
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  static String operation(String name, List<String> operands) {
    return "{\"%s\":[%s]}".formatted(name, String.join(",", operands));
  }

  static String operation(String name, String operand) {
    return "{\"%s\":%s}".formatted(name, operand);
  }

  static String quoted(String text) {
    return "\"" + text + "\"";
  }
}

package dev.aviary.flag.evaluate;

import static dev.aviary.flag.evaluate.Draw.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Contexts as JSON that generated rules look into. */
final class GeneratedContexts {
  /** What is looked into, and lists: the package takes some other values for them. */
  private static final List<String> HOLDERS = List.of("user", "tags", "numbers", "people");

  private final Draw draw;

  GeneratedContexts(Draw draw) {
    this.draw = draw;
  }

  /** Members that rules look at; of any type, now and then. */
  String context() {
    List<String> members = new ArrayList<>();
    members.add(member("targetingKey", () -> quoted("user-" + draw.below(10_000))));
    members.add(member("plan", () -> quoted(draw.one(Draw.WORDS))));
    members.add(member("email", () -> quoted("u" + draw.below(1000) + "@faas.com")));
    members.add(member("age", () -> draw.one(Draw.NUMBERS)));
    members.add(member("score", () -> draw.one(Draw.NUMBERS)));
    members.add(member("vip", () -> String.valueOf(draw.coin())));
    members.add("\"nothing\":null");
    members.add(member("version", () -> quoted(draw.one(Draw.VERSIONS))));
    members.add(member("variant", () -> draw.one(Draw.VARIANTS)));
    members.add(member("tags", () -> draw.some(3, () -> quoted(draw.one(Draw.WORDS))).toString()));
    members.add(member("numbers", () -> draw.some(4, () -> draw.one(Draw.NUMBERS)).toString()));
    members.add(member("people", () -> draw.some(3, this::person).toString()));
    members.add(member("user", this::person));
    return members.stream()
        .filter(member -> !member.isEmpty())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String person() {
    return "{\"name\":%s,\"age\":%s,\"address\":{\"city\":%s}}"
        .formatted(
            quoted(draw.one(Draw.WORDS)), draw.one(Draw.NUMBERS), quoted(draw.one(Draw.WORDS)));
  }

  private String member(String name, Supplier<String> value) {
    return switch (draw.below(16)) {
      case 0 -> "";
      case 1 ->
          quoted(name)
              + ":"
              + (HOLDERS.contains(name)
                  ? draw.one(List.of("null", "[]", "[1,\"a\"]"))
                  : draw.one(
                      List.of(
                          "null",
                          "true",
                          "[]",
                          "{}",
                          "0",
                          "\"\"",
                          "[1,\"a\"]",
                          draw.one(Draw.NUMBERS))));
      default -> quoted(name) + ":" + value.get();
    };
  }
}

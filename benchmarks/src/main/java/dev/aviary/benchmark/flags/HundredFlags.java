package dev.aviary.benchmark.flags;

import java.util.ArrayList;
import java.util.List;

/** As a small team may have them: 60 that are on or off, 30 with a rule, 10 that are rolled out. */
final class HundredFlags {
  private static final String STATIC =
      """
      "static-%d":{"state":"ENABLED","variants":{"on":true,"off":false},"defaultVariant":"off"}\
      """;
  private static final String RULE =
      """
      "rule-%d":{"state":"ENABLED","variants":{"pro":"the new one","free":"the old one"},\
      "defaultVariant":"free","targeting":{"if":[{"and":[{"in":[{"var":"plan"},["pro","team"]]},\
      {"ends_with":[{"var":"email"},"@example.org"]}]},"pro",null]}}\
      """;
  private static final String SPLIT =
      """
      "split-%d":{"state":"ENABLED","variants":{"a":1,"b":2,"c":3},"defaultVariant":"a",\
      "targeting":{"fractional":[["a",50],["b",30],["c",20]]}}\
      """;

  private HundredFlags() {}

  static String json() {
    List<String> flags = new ArrayList<>();
    for (int n = 0; n < 100; n++) {
      flags.add((n < 60 ? STATIC : n < 90 ? RULE : SPLIT).formatted(n));
    }
    return "{\"flags\":{" + String.join(",", flags) + "}}";
  }
}

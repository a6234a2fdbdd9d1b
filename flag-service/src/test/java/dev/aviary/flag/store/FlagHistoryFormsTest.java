package dev.aviary.flag.store;

import dev.aviary.contract.event.Difference;
import dev.aviary.contract.testing.Golden;
import dev.aviary.contract.testing.GoldenCase;
import dev.aviary.contract.testing.GoldenValues;
import java.util.List;
import java.util.stream.Stream;

/** The stored forms of a flag's history. */
final class FlagHistoryFormsTest extends GoldenCase {
  private static final FlagChange LAUNCH = new FlagChange(3, GoldenValues.AT, "sam", "launch");
  private static final FlagChange LEAST_CHANGE = new FlagChange(3, GoldenValues.AT, "api", null);

  FlagHistoryFormsTest() {
    super("golden/history");
  }

  @Override
  protected Stream<Golden> all() {
    return Stream.of(
        new Golden("flag-change", LAUNCH),
        new Golden("flag-change-least", LEAST_CHANGE),
        new Golden(
            "flag-revision",
            new FlagRevision(
                LAUNCH,
                "turned on",
                List.of(new Difference("/defaultVariant", "\"off\"", "\"on\"")),
                "{\"state\":\"ENABLED\"}")),
        new Golden(
            "flag-revision-least", new FlagRevision(LEAST_CHANGE, "removed", List.of(), null)));
  }
}

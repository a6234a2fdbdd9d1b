package dev.aviary.flag.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.Schedule;
import dev.aviary.flag.registry.Flag;
import dev.aviary.flag.store.FlagChange;
import dev.aviary.flag.store.FlagKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StalenessTest {
  private static final FlagKey KEY = new FlagKey("new_feature");
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private final Usage usage = new Usage();
  private final Staleness staleness =
      new Staleness(
          usage,
          new UsageSettings(Duration.ofMinutes(1), Duration.ofDays(30), Duration.ofDays(10)));

  @Test
  void aFlagThatIsUsedAndChangesItsResultsIsNotStale() {
    used(days(0), days(5), "on");
    assertEquals(List.of(), reasons(days(100), AviaryMembers.NONE));
  }

  @Test
  void aFlagThatNobodyEvaluatedForLongIsStale() {
    assertEquals(List.of(), reasons(days(29), AviaryMembers.NONE));
    assertEquals(
        List.of("it was never evaluated; reads of its plain key are not counted"),
        reasons(days(31), AviaryMembers.NONE));
    used(days(40), days(50), "on");
    assertEquals(
        List.of(
            "it was last evaluated at 2026-04-22T00:00:00Z; reads of its plain key are not"
                + " counted"),
        reasons(days(100), AviaryMembers.NONE));
    assertEquals(List.of(), reasons(days(20), AviaryMembers.NONE), "it was changed since");
  }

  @Test
  void aFlagThatGaveTheSameForLongIsStale() {
    used(days(0), days(11), "on");
    assertEquals(
        List.of("it gave 'on' to everybody since 2026-05-21T00:00:00Z"),
        reasons(days(100), AviaryMembers.NONE));
    assertEquals(List.of(), reasons(days(9), AviaryMembers.NONE), "it was changed since");
  }

  @Test
  void aFlagThatShouldBeGoneIsStaleAndAPermanentOneOnlyThen() {
    used(days(40), days(50), "on");
    AviaryMembers permanent = extras(List.of(Staleness.PERMANENT), Optional.empty());
    assertEquals(List.of(), reasons(days(100), permanent));
    AviaryMembers expired = extras(List.of(Staleness.PERMANENT), Optional.of(NOW));
    assertEquals(
        List.of("it was to be removed by 2026-06-01T00:00:00Z"), reasons(days(100), expired));
  }

  @Test
  void aTimeOfNothingStopsTheStart() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new UsageSettings(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(1)));
  }

  private List<String> reasons(Instant changed, AviaryMembers extras) {
    FlagDocument document = new FlagDocument(Definition.switched(true), extras);
    return staleness.reasons(KEY, new Flag(document, new FlagChange(1, changed, "api", null)), NOW);
  }

  private static AviaryMembers extras(List<String> tags, Optional<Instant> expires) {
    return new AviaryMembers(
        Optional.empty(),
        Optional.empty(),
        tags,
        expires,
        List.of(),
        Schedule.ALWAYS,
        Optional.empty());
  }

  private void used(Instant last, Instant same, String result) {
    usage.add(KEY, new Use(minute(last), minute(same), result));
  }

  private static long minute(Instant time) {
    return time.getEpochSecond() / 60;
  }

  private static Instant days(long ago) {
    return NOW.minus(Duration.ofDays(ago));
  }
}

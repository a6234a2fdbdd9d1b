package dev.aviary.flag.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.event.Event;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.Reading;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.store.FlagChange;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.FlagSet;
import dev.aviary.flag.store.PlainKey;
import dev.aviary.flag.store.StoredFlag;
import dev.aviary.flag.store.StoredFlags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RepairTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant WRITTEN = NOW.minusSeconds(50);
  private static final FlagKey KEY = new FlagKey("new_feature");
  private static final String BOOLEAN =
      "\"state\":\"ENABLED\",\"variants\":{\"on\":true,\"off\":false}";

  private static final Catalog ON = catalog(4, Switch.of(true), true);
  private static final Catalog OFF = catalog(4, Switch.of(false), false);

  private static final FlagDocument SCHEDULED = onWith("\"schedule\":{\"onFrom\":\"" + NOW + "\"}");
  private static final FlagDocument WISHING =
      onWith("\"prerequisites\":[{\"flag\":\"by_hand\",\"variant\":\"on\"}]");

  @Test
  void whenNothingDiffersNothingIsChanged() {
    CatalogChange next = repair(ON, ON, Map.of());
    assertEquals(ON.stored(), next.catalog().stored());
    assertEquals(List.of(), next.events());
    assertEquals(Map.of(), next.changes());
  }

  @Test
  void aPlainKeyThatIsNotAsNotedWasChangedByRedis() {
    CatalogChange next = repair(OFF, OFF, plain("true"));
    assertTrue(on(next));
    assertEquals(5, next.catalog().revision());
    Event event = next.events().getFirst();
    assertEquals("redis", event.by());
    assertEquals("flag-changed", event.what());
    assertEquals("turned on: its plain key was changed by hand", event.why());
    assertEquals("/defaultVariant", event.difference().getFirst().pointer());
    assertEquals("redis", next.changes().values().iterator().next().change().by());
  }

  @Test
  void aStrangeValueOfAFlagThatIsOffIsNoChange() {
    CatalogChange next = repair(OFF, OFF, plain("1"));
    assertEquals(OFF.stored(), next.catalog().stored());
    assertEquals(List.of(), next.events());
  }

  @Test
  void aFlagWithARuleThatIsDeletedByHandIsAlwaysOff() {
    Catalog ruled =
        catalog(
            4,
            document(
                "{"
                    + BOOLEAN
                    + ",\"defaultVariant\":\"on\",\"targeting\":{\"if\":[{\"var\":\"x\"},\"on\"]}}"),
            true);
    CatalogChange next = repair(ruled, ruled, plain(null));
    FlagDocument after = next.catalog().find(KEY).orElseThrow().document();
    assertTrue(after.definition().targeting().isEmpty());
    assertEquals("off", after.definition().defaultVariant().orElse(""));
  }

  @Test
  void aFlagThatIsNotBooleanStaysAndItsPlainKeyIsToBeRemoved() {
    Catalog text =
        catalog(
            4,
            document("{\"state\":\"ENABLED\",\"variants\":{\"a\":\"x\"},\"defaultVariant\":\"a\"}"),
            false);
    CatalogChange next = repair(text, text, plain("true"));
    assertEquals(text.stored(), next.catalog().stored());
    assertEquals("flag-kept", next.events().getFirst().what());
  }

  @Test
  void aPlainKeyThatTheTimeHasMadeTrueIsNotedUnderTheSameRevision() {
    Catalog before = catalog(4, SCHEDULED, false);
    CatalogChange next = repair(before, before, Map.of());
    assertEquals(4, next.catalog().revision());
    assertEquals(new TreeMap<>(Map.of(KEY, true)), marks(next));
    assertEquals(
        "flag-turned schedule: turned on: so its schedule has it", told(next.events().getFirst()));
  }

  @Test
  void whatTimeAndAChangeByHandTurnAtOnceIsToldOfEach() {
    var documents =
        Map.of("by_hand", Switch.of(false), "by_schedule", SCHEDULED, "by_wish", WISHING);
    Catalog before = catalog(4, documents, false);
    CatalogChange next =
        repair(before, before, Map.of(new FlagKey("by_hand"), new PlainKey("true")));
    assertEquals(
        List.of(
            "flag-changed redis: turned on: its plain key was changed by hand",
            "flag-turned schedule: turned on: so its schedule has it",
            "flag-turned redis: turned on by a change of others"),
        next.events().stream().map(RepairTest::told).toList());
  }

  @Test
  void manyThatTimeAndAChangeByHandTurnAtOnceAreToldAsOneOfEach() {
    var documents = new TreeMap<>(Map.of("by_hand", Switch.of(false), "by_wish", WISHING));
    IntStream.range(0, 20).forEach(i -> documents.put("by_schedule_" + i, SCHEDULED));
    Catalog before = catalog(4, documents, false);
    CatalogChange next =
        repair(before, before, Map.of(new FlagKey("by_hand"), new PlainKey("true")));
    assertEquals(
        List.of(
            "flag-changed redis: turned on: its plain key was changed by hand",
            "flags-turned time: 20 flags turned",
            "flags-turned redis: 1 flag turned by a change of others"),
        next.events().stream().map(RepairTest::told).toList());
  }

  @Test
  void aKillThatEndsIsToldOnceWhetherThePlainKeyTurnsOrNot() {
    String killed = "{%s,\"defaultVariant\":\"%s\",\"aviary\":{\"kill\":{\"until\":\"%s\"}}}";
    Catalog on = catalog(4, document(killed.formatted(BOOLEAN, "on", NOW.minusSeconds(1))), false);
    assertEquals(
        List.of("flag-turned kill ended: turned on: its kill ended"),
        repair(on, on, Map.of()).events().stream().map(RepairTest::told).toList());
    Catalog off =
        catalog(4, document(killed.formatted(BOOLEAN, "off", NOW.minusSeconds(1))), false);
    assertEquals(
        List.of("flag-returned kill ended: its kill ended"),
        repair(off, off, Map.of()).events().stream().map(RepairTest::told).toList());
    Catalog past =
        catalog(4, document(killed.formatted(BOOLEAN, "off", NOW.minusSeconds(61))), false);
    assertEquals(List.of(), repair(past, past, Map.of()).events());
    Catalog never =
        catalog(4, document(killed.formatted(BOOLEAN, "off", WRITTEN.minusSeconds(1))), false);
    assertEquals(List.of(), repair(never, never, Map.of()).events());
  }

  @Test
  void aFlagOfAnOlderVersionIsComparedWithItsDefinition() {
    Catalog old = catalog(4, Switch.of(true), null);
    assertTrue(on(repair(old, old, plain("true"))));
    CatalogChange deleted = repair(old, old, plain(null));
    assertEquals(
        "turned off: its plain key was changed by hand", deleted.events().getFirst().why());
  }

  @Test
  void anOlderRevisionInRedisMeansThatItLostWhatIsInMemory() {
    CatalogChange next = repair(ON, Catalog.NONE, Map.of());
    assertTrue(on(next));
    assertEquals(5, next.catalog().revision());
    assertEquals("flags-restored", next.events().getFirst().what());
  }

  @Test
  void aKeySetByHandAfterRedisLostEverythingCountsAndOneThatIsGoneDoesNot() {
    assertEquals(2, repair(OFF, Catalog.NONE, plain("true")).events().size());
    assertEquals(1, repair(ON, Catalog.NONE, plain(null)).events().size());
  }

  @Test
  void aLaterRevisionInRedisIsTakenAsItIs() {
    Catalog later = catalog(9, Switch.of(false), false);
    CatalogChange next = repair(ON, later, Map.of());
    assertEquals(later.stored(), next.catalog().stored());
    assertEquals(List.of(), next.events());
  }

  private static int bytes(Catalog catalog) {
    return Bounds.bytes(new Bounds.Contents(catalog.flags(), catalog.shared()));
  }

  @Test
  void plainKeysBecomeFlagsAsLongAsThereIsRoomAndTheOthersAreLeftAlone() {
    FlagKey found = new FlagKey("found");
    FlagKey left = new FlagKey("later");
    FlagDocument least = described(0);
    int room =
        Bounds.ALL
            - bytes(catalog(4, beside(least), true))
            - Bounds.bytes(
                found, Bounds.Size.of(Switch.of(true), Switch.of(true).json().toString()));
    Catalog full = catalog(4, beside(described(room)), true);
    CatalogChange next =
        repair(full, full, Map.of(found, new PlainKey("true"), left, new PlainKey("true")));
    assertEquals(
        Set.of(KEY, found, new FlagKey("large"), new FlagKey("larger")),
        next.catalog().flags().keySet());
    assertEquals(Bounds.ALL, bytes(next.catalog()));
    CatalogChange again =
        repair(next.catalog(), next.catalog(), Map.of(left, new PlainKey("true")));
    assertEquals(next.catalog().stored(), again.catalog().stored());
    assertEquals(List.of(), again.events());
  }

  /** That flag, and two that fill most of the room. */
  private static Map<String, FlagDocument> beside(FlagDocument flag) {
    return Map.of(KEY.text(), flag, "large", described(900_000), "larger", described(900_000));
  }

  /** A flag that is on, and has so many characters more than another one. */
  private static FlagDocument described(int more) {
    String texts =
        IntStream.range(0, 11)
            .mapToObj(i ->
                "\"t%d\":\"%s\"".formatted(i, "x".repeat(Math.clamp(more - i * 99_000, 0, 99_000))))
            .collect(Collectors.joining(","));
    return document("{" + BOOLEAN + ",\"defaultVariant\":\"on\",\"metadata\":{" + texts + "}}");
  }

  private static CatalogChange repair(Catalog known, Catalog read, Map<FlagKey, PlainKey> plain) {
    StoredFlags found = new StoredFlags(read.stored(), new TreeMap<>(plain), NOW);
    return Repair.of(known, read, found, NOW.minusSeconds(60), NOW);
  }

  private static String told(Event event) {
    return "%s %s: %s".formatted(event.what(), event.by(), event.why());
  }

  private static Map<FlagKey, PlainKey> plain(@Nullable String value) {
    return Map.of(KEY, new PlainKey(value));
  }

  private static boolean on(CatalogChange next) {
    return next.catalog().rules().on(KEY, NOW.toEpochMilli());
  }

  private static Map<FlagKey, Boolean> marks(CatalogChange next) {
    var marks = new TreeMap<FlagKey, Boolean>();
    next.catalog().stored().flags().forEach((key, flag) -> marks.put(key, flag.isOn()));
    return marks;
  }

  private static Catalog catalog(long revision, FlagDocument document, @Nullable Boolean on) {
    return catalog(revision, Map.of(KEY.text(), document), on);
  }

  private static Catalog catalog(
      long revision, Map<String, FlagDocument> documents, @Nullable Boolean on) {
    var stored = new TreeMap<FlagKey, StoredFlag>();
    documents.forEach((key, document) -> {
      Flag flag = new Flag(document, new FlagChange(revision, WRITTEN, "api", null));
      stored.put(new FlagKey(key), new StoredFlag(StoredForm.write(flag), revision, on));
    });
    return Catalog.of(new FlagSet(revision, stored, ""), Catalog.NONE);
  }

  private static FlagDocument onWith(String extras) {
    return document("{" + BOOLEAN + ",\"defaultVariant\":\"on\",\"aviary\":{" + extras + "}}");
  }

  private static FlagDocument document(String json) {
    try {
      return switch (FlagDocument.read(JsonReader.FILE.read(json))) {
        case Reading.Read<FlagDocument>(FlagDocument document) -> document;
        case Reading.Faulty<FlagDocument> refused ->
            throw new AssertionError(refused.faults().toString());
      };
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }
}

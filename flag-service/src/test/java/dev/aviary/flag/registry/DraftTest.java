package dev.aviary.flag.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.flag.Flag;
import dev.aviary.contract.flag.FlagChange;
import dev.aviary.contract.flag.FlagKey;
import dev.aviary.contract.flag.FlagSet;
import dev.aviary.contract.flag.StoredFlags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DraftTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final FlagKey KEY = new FlagKey("new_feature");
  private static final Author SAM = new Author("sam", "launch");

  private static final FlagSet ON = set(4, true);
  private static final FlagSet OFF = set(4, false);

  @Test
  void whenNothingDiffersTheFlagsStayTheSameObject() {
    StoredFlags found = stored(ON, Map.of(KEY, "true"));
    Draft draft = Draft.of(ON, found, NOW);
    assertSame(ON, draft.flags());
    assertEquals(List.of(), draft.events());
  }

  @Test
  void aPlainKeyThatSaysOtherwiseThanItsDefinitionWasChangedByRedis() {
    Draft draft = Draft.of(OFF, stored(OFF, Map.of(KEY, "true")), NOW);
    assertTrue(draft.flags().find(KEY).orElseThrow().on());
    assertEquals(5, draft.flags().revision());
    Event event = draft.events().getFirst();
    assertEquals("redis", event.by());
    assertEquals("flag-changed", event.what());
    assertEquals("turned on: its plain key was changed by hand", event.why());
  }

  @Test
  void anOlderRevisionInRedisMeansThatItLostWhatIsInMemory() {
    Draft draft = Draft.of(ON, stored(FlagSet.NONE, Map.of()), NOW);
    assertTrue(draft.flags().find(KEY).orElseThrow().on());
    assertEquals(5, draft.flags().revision());
    assertEquals("flags-restored", draft.events().getFirst().what());
  }

  @Test
  void aKeySetByHandAfterRedisLostEverythingCounts() {
    Draft draft = Draft.of(OFF, stored(FlagSet.NONE, Map.of(KEY, "true")), NOW);
    assertTrue(draft.flags().find(KEY).orElseThrow().on());
    assertEquals(2, draft.events().size());
  }

  @Test
  void aLaterRevisionInRedisIsTakenAsItIs() {
    FlagSet later = set(9, false);
    Draft draft = Draft.of(ON, stored(later, Map.of()), NOW);
    assertSame(later, draft.flags());
    assertEquals(List.of(), draft.events());
  }

  @Test
  void anEmptyMemoryLostNothing() {
    Draft draft = Draft.of(FlagSet.NONE, stored(FlagSet.NONE, Map.of()), NOW);
    assertSame(FlagSet.NONE, draft.flags());
    assertEquals(List.of(), draft.events());
  }

  @Test
  void everyChangeOfOneDraftHasTheSameRevision() {
    Draft draft = Draft.of(ON, stored(ON, Map.of(KEY, "true")), NOW);
    draft.put(new FlagKey("a"), true, null, SAM);
    draft.put(new FlagKey("b"), false, " ", SAM);
    assertEquals(5, draft.flags().find(new FlagKey("a")).orElseThrow().changed().revision());
    assertEquals(5, draft.flags().find(new FlagKey("b")).orElseThrow().changed().revision());
    assertEquals("created, on: launch", draft.events().getFirst().why());
    assertEquals("sam", draft.events().getFirst().by());
  }

  @Test
  void removingOrTogglingWhatIsNotThereChangesNothing() {
    Draft draft = Draft.of(FlagSet.NONE, stored(FlagSet.NONE, Map.of()), NOW);
    assertFalse(draft.remove(KEY, SAM));
    assertTrue(draft.toggle(KEY, SAM).isEmpty());
    assertSame(FlagSet.NONE, draft.flags());
  }

  private static FlagSet set(long revision, boolean on) {
    var flags = new TreeMap<FlagKey, Flag>();
    flags.put(KEY, Flag.of(on, null, new FlagChange(revision, NOW, "api")));
    return new FlagSet(revision, flags);
  }

  private static StoredFlags stored(FlagSet flags, Map<FlagKey, String> plain) {
    return new StoredFlags(flags, new TreeMap<>(plain));
  }
}

package dev.aviary.flag.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.definition.Kill;
import dev.aviary.flag.definition.Reading;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.store.FlagChange;
import dev.aviary.flag.store.FlagKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoundsTest {
  private static final FlagFile NONE = flags(0, 0);

  @Test
  void aFlagOfTheGreatestLengthIsTakenAndALongerOneIsNot() {
    assertEquals(List.of(), check(NONE, flags(1, Bounds.FLAG)));
    Fault fault = check(NONE, flags(1, Bounds.FLAG + 1)).getFirst();
    assertEquals("/flags/f00", fault.pointer().text());
    assertTrue(fault.detail().contains("100,001 characters"), fault.detail());
  }

  @Test
  void whatWasCheckedBeforeIsNotLookedAtAgain() {
    FlagFile file = flags(1, Bounds.FLAG + 1);
    assertEquals(List.of(), Bounds.check(contents(file), contents(file), Set.of()));
  }

  @Test
  void anExportIsNeverLongerThanWhatCanBeImported() {
    FlagFile most = flags(30, most());
    assertEquals(List.of(), check(NONE, most));
    assertEquals("/flags", check(NONE, flags(30, most() + 1)).getFirst().pointer().text());
    int export = killed(most).json(true).toString().length();
    assertTrue(export <= Bounds.ALL && export > Bounds.ALL - 40, () -> "it has " + export);
  }

  @Test
  void aFlagOfTheGreatestLengthInAFullSetCanBeKilledAndLetGo() {
    for (FlagFile full : List.of(flags(30, most()), flags(1, Bounds.FLAG))) {
      assertEquals(List.of(), check(full, killed(full)));
      assertEquals(List.of(), check(killed(full), full));
    }
  }

  @Test
  void whereThereIsTooMuchAlreadyOnlyWhatMakesItMoreIsRefused() {
    FlagFile over = flags(26, Bounds.FLAG + 10);
    assertEquals(List.of(), check(over, over));
    assertEquals(List.of(), check(over, killed(over)));
    assertEquals(List.of(), check(over, flags(25, Bounds.FLAG + 10)));
    assertEquals(List.of(), check(over, flags(26, Bounds.FLAG + 9)));
    List<Fault> faults = check(over, flags(26, Bounds.FLAG + 11));
    assertEquals("/flags/f00", faults.getFirst().pointer().text());
    assertEquals("/flags", faults.getLast().pointer().text());
    assertEquals(27, faults.size());
  }

  @Test
  void aKillMayHaveTheLongestNameOfAVariantInWhateverScript() {
    var variants =
        ObjectNode.EMPTY
            .with("abcdefgh", Json.TRUE)
            .with("\u0434\u0430\u0434\u0430\u0434", Json.FALSE);
    ObjectNode json = Definition.switched(true).json().with(Definition.VARIANTS, variants);
    var named = new Definition(json.with(Definition.DEFAULT_VARIANT, new Json.Text("abcdefgh")));
    FlagKey key = new FlagKey("f");
    FlagDocument flag = new FlagDocument(named, AviaryMembers.NONE);
    variants
        .members()
        .keySet()
        .forEach(name -> {
          var kill = new Kill(Instant.parse("2026-01-02T03:04:05.123456789Z"), Optional.of(name));
          FlagDocument killed = flag.with(flag.extras().withKill(Optional.of(kill)));
          String entry = "\"f\":%s,".formatted(killed.json());
          assertTrue(
              entry.getBytes(StandardCharsets.UTF_8).length <= Bounds.bytes(key, size(flag)),
              entry);
          assertEquals(Bounds.bytes(key, size(flag)), Bounds.bytes(key, size(killed)));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'description': 'a \\\"quoted\\\" one, \u00e9'}",
        "{'kill': {'until': '2026-01-02T03:04:05Z'}}",
        "{'owner': 'sam', 'kill': {'until': '2026-01-02T03:04:05Z', 'variant': 'off'}}"
      })
  void aSizeIsThatOfTheFlagAsItWouldBeWrittenWithItsLongestKill(String extras)
      throws JsonException {
    ObjectNode read = (ObjectNode) JsonReader.parse(extras.replace('\'', '"'));
    var json = Definition.switched(true).json().with(FlagDocument.EXTRAS, read);
    FlagDocument flag = ((Reading.Read<FlagDocument>) FlagDocument.read(json)).value();
    var kill = new Kill(Instant.parse("9999-12-31T23:59:59.999999999Z"), Optional.of("off"));
    String killed = flag.with(flag.extras().withKill(Optional.of(kill))).json().toString();
    assertEquals(
        new Bounds.Size(killed.length(), killed.getBytes(StandardCharsets.UTF_8).length),
        size(flag));
  }

  private static Bounds.Size size(FlagDocument flag) {
    return Bounds.Size.of(flag, flag.json().toString());
  }

  private static List<Fault> check(FlagFile before, FlagFile after) {
    return Bounds.check(contents(before), contents(after), after.flags().keySet());
  }

  private static Bounds.Contents contents(FlagFile file) {
    var flags = new TreeMap<FlagKey, Flag>();
    file.flags()
        .forEach((key, flag) ->
            flags.put(key, new Flag(flag, new FlagChange(1, Instant.EPOCH, "api", null))));
    return new Bounds.Contents(flags, file.shared());
  }

  /** The length of each of thirty flags that are all there can be. */
  private static int most() {
    return (Bounds.ALL - Bounds.bytes(contents(NONE))) / 30 - "\"f00\":,".length();
  }

  private static FlagFile killed(FlagFile file) {
    var flags = new TreeMap<FlagKey, FlagDocument>();
    var kill = new Kill(Instant.parse("2026-01-02T03:04:05.123456789Z"), Optional.of("off"));
    file.flags()
        .forEach(
            (key, flag) -> flags.put(key, flag.with(flag.extras().withKill(Optional.of(kill)))));
    return new FlagFile(flags, file.shared());
  }

  /**
   * @param length that of each, killed
   */
  private static FlagFile flags(int count, int length) {
    FlagKey any = new FlagKey("f00");
    int least = Bounds.bytes(any, size(document(0))) - "\"f00\":,".length();
    FlagDocument flag = document(Math.max(0, length - least));
    var flags = new TreeMap<FlagKey, FlagDocument>();
    for (int i = 0; i < count; i++) {
      flags.put(new FlagKey("f%02d".formatted(i)), flag);
    }
    return new FlagFile(flags, FlagSetDocument.EMPTY);
  }

  private static FlagDocument document(int more) {
    ObjectNode metadata = ObjectNode.EMPTY.with("text", new Json.Text("x".repeat(more)));
    ObjectNode json = Definition.switched(true).json().with(Definition.METADATA, metadata);
    return new FlagDocument(new Definition(json), AviaryMembers.NONE);
  }
}

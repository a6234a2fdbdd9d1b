package dev.aviary.flag.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.definition.Reading;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.store.FlagChange;
import dev.aviary.flag.store.FlagKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files under {@code golden} are what versions wrote: they are read for ever. */
final class StoredFormTest {
  private static final Path FILES = Path.of("src/test/resources/golden");
  private static final FlagKey KEY = new FlagKey("new_feature");
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void aSwitchOfTheFirstVersionIsReadWithItsDescription() throws IOException {
    Flag flag = read("flag");
    assertEquals(Definition.State.ENABLED, flag.definition().state());
    assertEquals(Optional.of("on"), flag.definition().defaultVariant());
    assertEquals(Optional.of("the new page"), flag.description());
    assertEquals(new FlagChange(3, AT, "api", null), flag.changed());
  }

  @Test
  void theLeastThatTheFirstVersionWroteIsRead() throws IOException {
    Flag flag = read("flag-least");
    assertEquals(Definition.State.DISABLED, flag.definition().state());
    assertEquals(Optional.empty(), flag.definition().defaultVariant());
    assertEquals(AviaryMembers.NONE, flag.document().extras());
  }

  @Test
  void aFlagWithRuleSidecarAndReasonIsRead() throws IOException {
    Flag flag = read("flag-targeted");
    assertTrue(flag.definition().targeting().isPresent());
    assertEquals(Optional.of("sam"), flag.document().extras().owner());
    assertEquals(new FlagChange(12, AT, "sam", "launch"), flag.changed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"flag", "flag-least", "flag-targeted"})
  void whatIsWrittenTodayIsReadAsTheSame(String file) throws IOException {
    Flag flag = read(file);
    assertEquals(Optional.of(flag), StoredForm.read(KEY, StoredForm.write(flag)));
  }

  @Test
  void whatIsWrittenTodayHasTheNamesAndFormsOfTheFile() throws IOException, JsonException {
    assertEquals(
        JsonReader.parse(text("flag-targeted")),
        JsonReader.parse(StoredForm.write(read("flag-targeted"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "[]",
        "{\"state\":\"ENABLED\",\"variants\":{\"on\":true}}",
        "{\"state\":\"ENABLED\",\"variants\":{\"on\":true},\"changed\":{\"revision\":1}}",
        "{\"state\":\"PERHAPS\",\"variants\":{},\"changed\":{\"revision\":1,\"at\":\"2026-01-02T03:04:05Z\",\"by\":\"api\"}}"
      })
  void whatIsNoFlagIsLeftOut(String text) {
    assertEquals(Optional.empty(), StoredForm.read(KEY, text));
  }

  @Test
  void whatFlagsShareIsReadAsItWasWrittenAndNothingIsBlank() throws JsonException {
    var json = JsonReader.parse("{\"metadata\":{\"flagSetId\":\"shop\"},\"$schema\":\"x\"}");
    if (!(FlagSetDocument.read(json) instanceof Reading.Read<FlagSetDocument>(var shared))) {
      throw new AssertionError("refused");
    }
    assertEquals(shared, StoredForm.readShared(StoredForm.writeShared(shared)));
    assertEquals("", StoredForm.writeShared(FlagSetDocument.EMPTY));
    assertEquals(FlagSetDocument.EMPTY, StoredForm.readShared(""));
    assertEquals(FlagSetDocument.EMPTY, StoredForm.readShared("no json"));
  }

  @Test
  void whatFlagsShareMayBeAsLongAsAFile() {
    var texts = ObjectNode.EMPTY;
    for (int i = 0; i < 20; i++) {
      texts = texts.with("t" + i, new Json.Text("x".repeat(99_000)));
    }
    var shared = new FlagSetDocument(ObjectNode.EMPTY.with("metadata", texts));
    assertEquals(shared, StoredForm.readShared(StoredForm.writeShared(shared)));
  }

  @Test
  void numbersKeepTheFormInWhichTheyWereWritten() {
    String text =
        "{\"state\":\"ENABLED\",\"variants\":{\"a\":10.0,\"b\":1e3},\"changed\":"
            + "{\"revision\":1,\"at\":\"2026-01-02T03:04:05Z\",\"by\":\"api\"}}";
    assertEquals(text, StoredForm.write(StoredForm.read(KEY, text).orElseThrow()));
  }

  @Test
  void theDescriptionOfTheSidecarComesBeforeThatOfTheMetadata() throws IOException {
    FlagDocument document = read("flag").document();
    AviaryMembers extras = document.extras().withDescription(Optional.of("another"));
    Flag flag = new Flag(document.with(extras), read("flag").changed());
    assertEquals(Optional.of("another"), flag.description());
    assertFalse(StoredForm.write(flag).isBlank());
  }

  private static Flag read(String file) throws IOException {
    return StoredForm.read(KEY, text(file)).orElseThrow();
  }

  private static String text(String file) throws IOException {
    return Files.readString(FILES.resolve(file + ".json"));
  }
}

package dev.aviary.flag.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.flag.FlagKey;
import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.Extras;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class BoundsTest {
  @Test
  void aFlagOfTheGreatestLengthIsTakenAndALongerOneIsNot() {
    assertEquals(List.of(), check(flags(1, Bounds.FLAG)));
    Fault fault = check(flags(1, Bounds.FLAG + 1)).getFirst();
    assertEquals("/flags/f0", fault.pointer().text());
    assertTrue(fault.detail().contains("100,001 characters"), fault.detail());
  }

  @Test
  void whatWasCheckedBeforeIsNotLookedAtAgain() {
    assertEquals(List.of(), Bounds.check(flags(1, Bounds.FLAG + 1), Set.of()));
  }

  @Test
  void anExportIsNeverLongerThanWhatCanBeImported() {
    int wrapping = flags(0, 0).json(true).toString().length();
    int each = Bounds.ALL / 10 - "\"f0\":,".length();
    FlagFile most = flags(10, each - (wrapping + 9) / 10);
    assertEquals(List.of(), check(most));
    assertEquals("/flags", check(flags(10, each + 1)).getFirst().pointer().text());
  }

  private static List<Fault> check(FlagFile file) {
    return Bounds.check(file, file.flags().keySet());
  }

  private static FlagFile flags(int count, int length) {
    FlagDocument flag = document(Math.max(0, length - document(0).json().toString().length()));
    var flags = new TreeMap<FlagKey, FlagDocument>();
    for (int i = 0; i < count; i++) {
      flags.put(new FlagKey("f" + i), flag);
    }
    return new FlagFile(flags, FlagSetDocument.EMPTY);
  }

  private static FlagDocument document(int more) {
    ObjectNode metadata = ObjectNode.EMPTY.with("text", new Json.Text("x".repeat(more)));
    ObjectNode json = Definition.switched(true).json().with(Definition.METADATA, metadata);
    return new FlagDocument(new Definition(json), Extras.NONE);
  }
}

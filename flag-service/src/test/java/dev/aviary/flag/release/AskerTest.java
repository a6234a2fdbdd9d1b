package dev.aviary.flag.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.caller.Caller;
import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.JsonReader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AskerTest {
  private static final FlagCaller CANARY =
      new FlagCaller.Deployed(
          "hash", new Caller("shop", "shop-1a2b3c4-7", Track.CANARY, Slot.CANARY));

  @Test
  void aContainersReleaseIsInItsContextBesideWhatItSent() throws Exception {
    Context context = CANARY.in(object("{\"targetingKey\":\"u\",\"plan\":\"pro\"}"));
    assertEquals(
        object(
            "{\"targetingKey\":\"u\",\"plan\":\"pro\",\"aviary\":{\"app\":\"shop\",\"release\":"
                + "\"shop-1a2b3c4-7\",\"track\":\"canary\",\"slot\":\"canary\"}}"),
        context.json());
  }

  @Test
  void nobodySaysItselfWhichReleaseItIs() throws Exception {
    var sent =
        object("{\"aviary\":{\"track\":\"canary\"},\"aviary.track\":\"canary\",\"aviaryX\":1}");
    assertEquals(object("{\"aviaryX\":1}"), new FlagCaller.Anybody().in(sent).json());
    assertEquals(object("{\"aviaryX\":1}"), new FlagCaller.Reader("hash").in(sent).json());
    assertNull(CANARY.in(sent).get("aviary.track"));
  }

  @Test
  void aMegabyteOfReservedNamesIsDroppedInOnePass() throws Exception {
    String names =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "\"aviary." + i + "\":0")
            .collect(Collectors.joining(","));
    assertEquals(ObjectNode.EMPTY, new FlagCaller.Anybody().in(object("{" + names + "}")).json());
  }

  private static ObjectNode object(String json) throws Exception {
    return (ObjectNode) JsonReader.parse(json);
  }
}

package dev.aviary.contract.golden;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.testing.Golden;
import dev.aviary.contract.testing.GoldenCase;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GoldenTest extends GoldenCase {
  private static final Wire WIRE = Wire.standalone();

  GoldenTest() {
    super("golden");
  }

  @Override
  protected Stream<Golden> all() {
    return Stream.of(
            GoldenApps.all(),
            GoldenRollouts.all(),
            GoldenDeployments.all(),
            GoldenRoutes.all(),
            GoldenTelemetry.all())
        .flatMap(each -> each);
  }

  @Test
  void aStateThatNobodyKnowsIsRefused() {
    assertThrows(
        UncheckedIOException.class, () -> WIRE.read("{\"state\": \"unheard\"}", Rollout.class));
  }

  @Test
  void aRecordThatLacksWhatItMustHaveIsRefusedByName() {
    var refusal =
        assertThrows(
            UncheckedIOException.class, () -> WIRE.read("{\"state\": \"steady\"}", Rollout.class));
    assertTrue(String.valueOf(refusal.getMessage()).contains("stable"), refusal.getMessage());
  }
}

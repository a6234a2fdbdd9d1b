package dev.aviary.builder.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Placement;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ContainerPlanTest {
  @Test
  void noLabelHoldsTheCredentialsOfARepository() {
    AppSpec spec = Specs.of("demo", "https://ada:geheim@example.org/a.git", null);
    var release = new Release("demo-1", "demo", "master", "a".repeat(40), "sha256:1");
    var plan = new ContainerPlan(spec, Slot.STABLE_1, new Placement(release, "d-1"), null);
    Wire wire = Wire.standalone();
    Map<String, String> labels = plan.labels(new Instance("test"), wire);
    assertFalse(labels.toString().contains("geheim"), labels.toString());
    String settings = Objects.requireNonNull(labels.get(Labels.SPEC));
    assertEquals("https://***@example.org/a.git", wire.read(settings, AppSpec.class).repository());
  }
}

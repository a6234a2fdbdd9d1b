package dev.aviary.builder.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.caller.CallerToken;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Placement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ContainerPlanTest {
  private static final CallerToken TOKEN = CallerToken.random(new SplittableRandom(1));

  @Test
  void noLabelHoldsTheCredentialsOfARepository() {
    AppSpec spec = Specs.of("demo", "https://ada:geheim@example.org/a.git", null);
    var release = new Release("demo-1", "demo", "master", "a".repeat(40), "sha256:1", null);
    var plan = new ContainerPlan(spec, Slot.STABLE_1, new Placement(release, "d-1"), null);
    Wire wire = Wire.standalone();
    Map<String, String> labels = plan.labels(new Instance("test"), wire, TOKEN);
    assertFalse(labels.toString().contains("geheim"), labels.toString());
    String settings = Objects.requireNonNull(labels.get(Labels.SPEC));
    assertEquals("https://***@example.org/a.git", wire.read(settings, AppSpec.class).repository());
  }

  @Test
  void theTokenIsInTheEnvironmentAndOnlyItsHashAmongTheLabels() {
    var release = new Release("demo-1", "demo", "master", "a".repeat(40), "sha256:1", null);
    AppSpec spec = Specs.of("demo", "https://example.org/a.git", null);
    var plan = new ContainerPlan(spec, Slot.CANARY, new Placement(release, "d-1"), null);
    List<String> environment = plan.environment("http://10.213.0.1:5004", TOKEN);
    assertTrue(environment.contains("OFREP_ENDPOINT=http://10.213.0.1:5004"));
    assertTrue(environment.contains("OFREP_HEADERS=Authorization=Bearer " + TOKEN.text()));
    Map<String, String> labels = plan.labels(new Instance("test"), Wire.standalone(), TOKEN);
    assertEquals(TOKEN.hash(), labels.get(Labels.CALLER));
    assertFalse(labels.toString().contains(TOKEN.text()), labels.toString());
  }

  @Test
  void aTokenNeedsNoEncodingInAHeaderOrAList() {
    for (int seed = 0; seed < 100; seed++) {
      String text = CallerToken.random(new SplittableRandom(seed)).text();
      assertTrue(text.matches("[A-Za-z0-9_-]{43}"), text);
    }
  }
}

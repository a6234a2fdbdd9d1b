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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ServiceFormTest {
  private static final CallerToken TOKEN = CallerToken.random(new SplittableRandom(1));
  private static final String IMAGE = "127.0.0.1:42003/apps@sha256:" + "1".repeat(64);

  @Test
  void swarmStartsNothingAgainAndHasNoAddressOfItsOwnForIt() {
    Map<String, Object> body = body(List.of());
    assertEquals("dnsrr", at(body, "EndpointSpec", "Mode"));
    assertEquals(1, at(body, "Mode", "Replicated", "Replicas"));
    assertEquals("none", at(body, "TaskTemplate", "RestartPolicy", "Condition"));
  }

  @Test
  void itIsLimitedAsAContainerIs() {
    Map<String, Object> body = body(List.of());
    assertEquals(
        Map.of("NanoCPUs", 1_000_000_000L, "MemoryBytes", 256L * 1024 * 1024, "Pids", 256L),
        at(body, "TaskTemplate", "Resources", "Limits"));
    assertEquals(List.of("ALL"), at(body, "TaskTemplate", "ContainerSpec", "CapabilityDrop"));
    assertTrue(
        at(body, "TaskTemplate", "ContainerSpec", "CapabilityAdd")
            .toString()
            .contains("CAP_SETUID"));
    assertEquals(10_000_000_000L, at(body, "TaskTemplate", "ContainerSpec", "StopGracePeriod"));
    assertEquals(List.of("NONE"), at(body, "TaskTemplate", "ContainerSpec", "Healthcheck", "Test"));
  }

  @Test
  void itNamesItsImageByDigestForTheNodesAndByIdForTheBuilder() {
    Map<String, Object> body = body(List.of());
    assertEquals(IMAGE, at(body, "TaskTemplate", "ContainerSpec", "Image"));
    assertEquals("sha256:1", at(body, "Labels", Labels.IMAGE));
  }

  @Test
  void itsNodeIsToMeetTheConstraints() {
    assertEquals(
        List.of("node.id!=one"),
        at(body(List.of("node.id!=one")), "TaskTemplate", "Placement", "Constraints"));
  }

  @Test
  void theTokenIsInTheEnvironmentAndInNoLabel() {
    Map<String, Object> body = body(List.of());
    assertFalse(at(body, "Labels").toString().contains(TOKEN.text()));
    assertFalse(
        at(body, "TaskTemplate", "ContainerSpec", "Labels").toString().contains(TOKEN.text()));
    String environment = at(body, "TaskTemplate", "ContainerSpec", "Env").toString();
    assertTrue(environment.contains("OFREP_ENDPOINT=http://flags:5004,"), environment);
    assertTrue(environment.contains(TOKEN.text()), environment);
  }

  @Test
  void theLongestNamesOfInstanceAndAppStayWithinWhatSwarmTakes() {
    var form = form("i".repeat(30));
    String name = form.name(plan("a".repeat(40)), "0123abcd");
    assertEquals(58, name.length());
    assertTrue(name.endsWith("-stable-1-0123abcd"), name);
    assertEquals("test-demo-stable-1-0123abcd", form("test").name(plan("demo"), "0123abcd"));
  }

  private static Map<String, Object> body(List<String> constraints) {
    return form("test")
        .fill(plan("demo"), "name", IMAGE, TOKEN, "test-apps", constraints, List.of());
  }

  private static Object at(Map<String, Object> body, String... path) {
    Object found = body;
    for (String name : path) {
      found = Objects.requireNonNull(((Map<?, ?>) found).get(name), name);
    }
    return found;
  }

  private static ServiceForm form(String instance) {
    return new ServiceForm(
        new Instance(instance),
        Wire.standalone(),
        new EngineSettings(
            "unix:///var/run/docker.sock",
            Duration.ofSeconds(30),
            Path.of("addresses"),
            5004,
            "flags",
            "127.0.0.1:42003"));
  }

  private static ContainerPlan plan(String app) {
    AppSpec spec = Specs.of(app, "https://example.org/a.git", null);
    var release = new Release(app + "-1", app, "master", "a".repeat(40), "sha256:1", null);
    return new ContainerPlan(spec, Slot.STABLE_1, new Placement(release, "d-1"), null);
  }
}

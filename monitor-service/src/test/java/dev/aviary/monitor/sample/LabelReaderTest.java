package dev.aviary.monitor.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LabelReaderTest {
  private static final Map<String, String> APP =
      Map.of(
          "dev.aviary.role", "app",
          "dev.aviary.app", "bird",
          "dev.aviary.slot", "canary",
          "dev.aviary.release", "bird-0123456-1",
          "dev.aviary.commit", "0123456789abcdef0123456789abcdef01234567",
          "dev.aviary.branch", "canary",
          "dev.aviary.deployment", "d1");

  @Test
  void anAppContainerSaysWhatRunsInIt() {
    var app = labels(APP).app();
    assertNotNull(app);
    assertEquals(Slot.CANARY, app.slot());
    assertEquals(Track.CANARY, app.track());
    assertEquals("d1", app.deployment());
  }

  @Test
  void aServiceIsNoApp() {
    assertNull(labels(Map.of("dev.aviary.role", "redis")).app());
  }

  @Test
  void anAppWhoseLabelsCannotBeReadIsNotJudged() {
    var broken = new HashMap<>(APP);
    broken.put("dev.aviary.commit", "not a commit");
    assertNull(labels(broken).app());
    broken.putAll(APP);
    broken.put("dev.aviary.slot", "attic");
    assertNull(labels(broken).app());
  }

  private static ContainerLabels labels(Map<String, String> labels) {
    return new ContainerLabels("c".repeat(64), "bird-canary", labels);
  }
}

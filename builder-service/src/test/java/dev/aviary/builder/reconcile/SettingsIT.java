package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import dev.aviary.builder.engine.ContainerLog;
import dev.aviary.builder.running.EndedLogs;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an app's settings do to its containers, with the real engine. */
final class SettingsIT extends StageCase {

  @Test
  void anImageThatBeginsAsRootGivesAFolderAwayAndStepsDown() {
    live("'env': {'MODE': 'chown'}");
    InspectContainerResponse container = inspected(Slot.STABLE_1);
    assertTrue(printed(Slot.STABLE_1).contains("runs as 12345 stable-1"), printed(Slot.STABLE_1));
    List<Capability> kept = Arrays.asList(container.getHostConfig().getCapAdd());
    assertTrue(kept.containsAll(List.of(Capability.CHOWN, Capability.SETUID)), kept.toString());
    assertFalse(kept.contains(Capability.NET_RAW), kept.toString());
    assertEquals(List.of("no-new-privileges"), container.getHostConfig().getSecurityOpts());
  }

  @Test
  void itRunsAsTheUserAndEndsByTheSignalOfTheSettings() {
    live("'user': '1234:1234', 'stopSignal': 'SIGINT', 'env': {'STOP': 'SIGINT'}");
    assertTrue(printed(Slot.STABLE_2).contains("runs as 1234 stable-2"));
    replaced();
    assertTrue(lastWords().contains("asked to end by SIGINT"), lastWords());
  }

  @Test
  void withoutASignalOfTheSettingsItEndsByTheImagesOwn() {
    live("'env': {}");
    replaced();
    assertTrue(lastWords().contains("asked to end by SIGUSR1"), lastWords());
  }

  @Test
  void aContainerMayTakeItsTimeToEndAndTheOtherSlotIsReplacedMeanwhile() {
    live("'stopSeconds': 60, 'env': {'STOP_AFTER': '14'}");
    String old = stage.container(Slot.STABLE_1);
    String other = stage.container(Slot.STABLE_2);
    Deployment second = deploy("b", "'env': {}");
    stage.until("it was asked to end", () -> stage.said(second, "stopping") || asked(old));
    stage.docker.killContainerCmd(other).exec();
    stage.until("the other one is replaced", () -> !other.equals(stage.container(Slot.STABLE_2)));
    stage.until("it has ended", () -> !stage.runs(old));
    stage.until("it is live", () -> stage.status(second).ended());
    stage.until("it ended by itself", () -> lastWords().contains("ended by itself"));
  }

  private boolean asked(String container) {
    return stage.slots().in(Slot.STABLE_1).draining().stream()
        .anyMatch(each -> each.container().equals(container));
  }

  private void replaced() {
    String old = stage.container(Slot.STABLE_1);
    Deployment next = deploy("b", "'env': {}");
    stage.until("it is live", () -> stage.status(next).ended());
    assertFalse(stage.runs(old));
  }

  /** What the last container printed that ended in the first slot. */
  private String lastWords() {
    return stage.builder.bean(EndedLogs.class).find(stage.app, "stable-1").orElse("nothing");
  }

  @Test
  void theCommandOfTheSettingsTakesThePlaceOfAnEntrypoint() {
    live("'command': 'MODE=chown python3 /app.py'");
    assertTrue(printed(Slot.STABLE_1).contains("runs as 12345 stable-1"), printed(Slot.STABLE_1));
  }

  @Test
  void anAppWithoutAHealthPageTakesTrafficByItsAnswerToTheRootPage() {
    for (String mode : List.of("no-page", "https")) {
      stage.anotherApp();
      Deployment deployment = live("'env': {'MODE': '%s'}".formatted(mode));
      Member member = stage.serving(Slot.STABLE_1).orElseThrow();
      assertEquals("/", member.healthPath());
      assertEquals("200-499", member.healthStatus());
      assertTrue(stage.said(deployment, "It has no /health; its answer to / (200) counts"));
    }
  }

  @Test
  void anAppWithAHealthPageIsHeldToIt() {
    live("'env': {}");
    Member member = stage.serving(Slot.STABLE_1).orElseThrow();
    assertEquals("/health", member.healthPath());
    assertNull(member.healthStatus());
  }

  @Test
  void theHostOfTheSettingsIsSent() {
    live("'healthPath': '/', 'healthHost': 'shop.test', 'env': {'MODE': 'host'}");
    assertEquals("shop.test", stage.serving(Slot.STABLE_1).orElseThrow().healthHost());
  }

  @Test
  void aVolumeIsTheSameInEveryContainerAndOutlivesThem() {
    Deployment first = live("'volumes': ['data:/var/data'], 'user': '0', 'env': {}");
    assertTrue(stage.said(first, "Volume data is at /var/data in every container"));
    InspectContainerResponse one = inspected(Slot.STABLE_1);
    InspectContainerResponse two = inspected(Slot.STABLE_2);
    String volume = volume(one);
    assertEquals(volume, volume(two));
    assertTrue(volume.endsWith("_" + stage.app + "_data"), volume);
    Deployment second = deploy("b", "'volumes': ['data:/var/data'], 'env': {}");
    stage.until("it is live", () -> stage.status(second).ended());
    assertNotEquals(one.getId(), stage.container(Slot.STABLE_1));
    assertEquals(volume, volume(inspected(Slot.STABLE_1)));
    assertEquals(volume, stage.docker.inspectVolumeCmd(volume).exec().getName());
  }

  private Deployment live(String settings) {
    Deployment deployment = deploy("a", settings);
    stage.until("it is live", () -> stage.status(deployment).ended());
    assertTrue(
        stage.serves(Slot.STABLE_1, release("a", settings)), stage.status(deployment)::toString);
    return deployment;
  }

  private Deployment deploy(String name, String settings) {
    return stage.deploy(release(name, settings), Track.STABLE);
  }

  private Release release(String name, String settings) {
    return stage.odd("master", name, "{%s}".formatted(settings).replace('\'', '"'));
  }

  private static String volume(InspectContainerResponse container) {
    return Objects.requireNonNull(
        Objects.requireNonNull(container.getMounts()).getFirst().getName());
  }

  private InspectContainerResponse inspected(Slot slot) {
    return stage.docker.inspectContainerCmd(stage.container(slot)).exec();
  }

  private String printed(Slot slot) {
    return String.join(
        "\n",
        Objects.requireNonNull(
            stage.builder.bean(ContainerLog.class).tail(stage.container(slot), 50)));
  }
}

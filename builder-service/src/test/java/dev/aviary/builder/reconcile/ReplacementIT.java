package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How containers come and go, with the real engine. */
final class ReplacementIT extends StageCase {
  private Release first;

  @BeforeEach
  void bothStableSlotsRunTheFirstRelease() {
    first = stage.good("master", "a");
    stage.live(first, Track.STABLE);
  }

  @Test
  void twoStableSlotsComeUpWithoutHostPortsAndWithLimits() {
    assertTrue(stage.serves(Slot.STABLE_1, first));
    assertTrue(stage.serves(Slot.STABLE_2, first));
    assertEquals(2, stage.running().size());
    var container = stage.docker.inspectContainerCmd(stage.container(Slot.STABLE_1)).exec();
    var host = container.getHostConfig();
    assertEquals(1_000_000_000L, host.getNanoCPUs());
    assertEquals(256L * 1024 * 1024, host.getMemory());
    assertEquals(host.getMemory(), host.getMemorySwap());
    assertEquals(256L, host.getPidsLimit());
    assertEquals(List.of("no-new-privileges"), host.getSecurityOpts());
    assertEquals("", host.getRestartPolicy().getName());
    assertNull(host.getPortBindings());
    assertEquals(List.of("release-live"), stage.events());
  }

  @Test
  void theOldContainerIsNotStoppedBeforeTheNewRoutesAreAcknowledged() {
    String old = stage.container(Slot.STABLE_1);
    stage.balancer.freeze();
    Release second = stage.good("master", "b");
    Deployment deployment = stage.deploy(second, Track.STABLE);
    stage.until(
        "it waits for the balancer", () -> stage.said(deployment, "balancer to acknowledge"));
    assertTrue(stage.serves(Slot.STABLE_1, second));
    assertTrue(stage.runs(old));
    assertTrue(stage.serves(Slot.STABLE_2, first), "the second slot waits for the first");

    stage.balancer.thaw();
    stage.until("it is live", () -> stage.status(deployment) instanceof DeploymentStatus.Live);
    stage.until("only the new ones run", () -> stage.running().size() == 2);
    assertFalse(stage.runs(old));
    assertTrue(stage.serves(Slot.STABLE_2, second));
  }

  @Test
  void theOldContainerIsNotStoppedWhileARequestIsInFlight() {
    String old = stage.container(Slot.STABLE_1);
    stage.balancer.inFlight(old, 1);
    Release second = stage.good("master", "b");
    Deployment deployment = stage.deploy(second, Track.STABLE);
    stage.until("it waits for the request", () -> stage.said(deployment, "requests in flight"));
    assertTrue(stage.runs(old));

    stage.balancer.inFlight(old, 0);
    stage.until("it is live", () -> stage.status(deployment) instanceof DeploymentStatus.Live);
    assertFalse(stage.runs(old));
  }

  @Test
  void aReleaseThatNeverAnswersFailsWithItsLogsAndChangesNothing() {
    List<String> before = stage.running();
    Release sick = stage.images.sick(stage.app, "master", "c");
    Deployment deployment = stage.deploy(sick, Track.STABLE);
    stage.until("it ends", () -> stage.status(deployment).ended());
    var failed = assertInstanceOf(DeploymentStatus.Failed.class, stage.status(deployment));
    assertEquals("probe", failed.stage());
    assertTrue(failed.reason().contains("it answered 500"), failed.reason());
    assertTrue(failed.reason().contains("listening as stable-1"), failed.reason());
    assertTrue(stage.said(deployment, "listening as stable-1"));
    stage.until("its container is gone", () -> stage.running().equals(before));
    assertInstanceOf(Rollout.Steady.class, stage.rollout());
    assertTrue(stage.events().contains("deployment-failed"));
  }

  @Test
  void aReleaseThatEndsAtOnceFailsWithItsExitCodeAndLogs() {
    List<String> before = stage.running();
    Release broken = stage.images.broken(stage.app, "canary", "d");
    Deployment deployment = stage.deploy(broken, Track.CANARY);
    stage.until("it ends", () -> stage.status(deployment).ended());
    var failed = assertInstanceOf(DeploymentStatus.Failed.class, stage.status(deployment));
    assertEquals("start", failed.stage());
    assertTrue(failed.reason().contains("code 3"), failed.reason());
    assertTrue(failed.reason().contains("no module named heart"), failed.reason());
    stage.until("nothing is left of it", () -> stage.slots().in(Slot.CANARY).starting() == null);
    assertEquals(before, stage.running());
  }

  @Test
  void aReleaseWithoutItsImageFails() {
    var gone =
        new Release(
            "app-eeeeeee-1", stage.app, "master", "e".repeat(40), "sha256:" + "0".repeat(64), null);
    Deployment deployment = stage.deploy(gone, Track.STABLE);
    stage.until("it ends", () -> stage.status(deployment).ended());
    assertInstanceOf(DeploymentStatus.Failed.class, stage.status(deployment));
    assertTrue(stage.serves(Slot.STABLE_1, first));
  }

  @Test
  void aContainerThatDiedIsReplacedByOneOfTheSameReleaseAtAnotherAddress() {
    String dead = stage.container(Slot.STABLE_2);
    String address = stage.serving(Slot.STABLE_2).orElseThrow().host();
    stage.docker.killContainerCmd(dead).exec();
    stage.until(
        "another one serves",
        () ->
            !dead.equals(stage.container(Slot.STABLE_2))
                && stage.slots().in(Slot.STABLE_2).draining().isEmpty());
    assertTrue(stage.serves(Slot.STABLE_2, first));
    assertNotEquals(address, stage.serving(Slot.STABLE_2).orElseThrow().host());
    assertTrue(stage.events().containsAll(List.of("container-died", "container-replaced")));
    assertEquals(2, stage.running().size());
  }

  @Test
  void aContainerThatSomebodyRemovedIsReplaced() {
    String gone = stage.container(Slot.STABLE_1);
    stage.docker.removeContainerCmd(gone).withForce(true).exec();
    stage.until("another one serves", () -> !gone.equals(stage.container(Slot.STABLE_1)));
    assertTrue(stage.serves(Slot.STABLE_1, first));
  }

  @Test
  void aCanaryServesBesideTheStableReleaseAndLeavesWhenItIsWithdrawn() {
    List<String> before = stage.running();
    Release tried = stage.good("canary", "b");
    Deployment canary = stage.live(tried, Track.CANARY);
    String container = stage.container(Slot.CANARY);
    assertEquals(3, stage.running().size());

    stage.withdraw(canary, "cpu over 50 %");
    stage.until("it is gone", () -> !stage.runs(container));
    stage.until(
        "the slot is empty", () -> stage.slots().in(Slot.CANARY).members().findAny().isEmpty());
    assertEquals(before, stage.running());
    assertEquals(new DeploymentStatus.Withdrawn(tried, "cpu over 50 %"), stage.status(canary));
    assertInstanceOf(Rollout.Withdrawn.class, stage.rollout());
    assertNull(stage.slots().in(Slot.CANARY).serving());
  }

  @Test
  void aContainerThatDockerWillNotStartIsRemovedAndTriedAgainAfterAPause() {
    stage.wants(new Rollout.Steady(new Placement(stage.unstartable("master", "9"), "dnone"), null));
    stage.until("it was refused", () -> stage.events().contains("container-failed"));
    stage.until("it is gone", () -> stage.slots().in(Slot.STABLE_1).starting() == null);
    long refusals = stage.events().stream().filter("container-failed"::equals).count();
    assertTrue(refusals < 10, refusals + " times without a pause");
    stage.wants(new Rollout.Empty());
  }
}

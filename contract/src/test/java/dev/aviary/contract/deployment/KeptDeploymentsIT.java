package dev.aviary.contract.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Track;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.result.Result.Done;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which deployments are kept, and for how long. */
final class KeptDeploymentsIT extends DeploymentStoreCase {
  @Test
  void theNewestDeploymentsComeFirst() {
    for (int i = 1; i <= 3; i++) {
      store.admit(deployment("d-" + i, null, Integer.toString(i).repeat(40), i), false);
    }
    assertEquals(
        List.of("d-3", "d-2"), store.newest("shop", 2).stream().map(Deployment::id).toList());
    assertEquals(List.of(), store.newest("other", 2));
  }

  @ParameterizedTest
  @MethodSource("thatDoNotStand")
  void whatHasEndedIsKeptForAWhileWithItsLog(DeploymentStatus status) {
    store.admit(deployment("d-1", null), false);
    context.bean(DeploymentLog.class).append("d-1", "line");
    store.change("d-1", _ -> status);
    long seconds = DeploymentStore.ENDED_KEPT_FOR.toSeconds();
    for (String key : List.of(Keys.deployment("d-1"), Keys.deploymentLog("d-1"))) {
      long left = context.redis().ttl(key);
      assertTrue(left > seconds / 2 && left <= seconds, key + " goes in " + left + " s");
    }
  }

  @ParameterizedTest
  @MethodSource("thatStand")
  void whatStandsIsKept(DeploymentStatus status) {
    store.admit(deployment("d-1", null), false);
    context.bean(DeploymentLog.class).append("d-1", "line");
    store.change("d-1", _ -> status);
    assertEquals(-1, context.redis().ttl(Keys.deployment("d-1")));
    assertEquals(-1, context.redis().ttl(Keys.deploymentLog("d-1")));
  }

  @Test
  void beyondTheNewestWhatHasEndedIsForgottenAndWhatStandsIsNot() {
    for (int i = 1; i <= DeploymentStore.KEPT_DEPLOYMENTS; i++) {
      admitted(i);
    }
    store.change("d-1", _ -> new DeploymentStatus.Live(RELEASE));
    store.change("d-2", _ -> new DeploymentStatus.Cancelled("api"));
    context.bean(DeploymentLog.class).append("d-2", "line");
    admitted(DeploymentStore.KEPT_DEPLOYMENTS + 1);
    admitted(DeploymentStore.KEPT_DEPLOYMENTS + 2);

    assertEquals(0, context.redis().exists(Keys.deployment("d-2"), Keys.deploymentLog("d-2")));
    assertNull(context.redis().zscore(Keys.deployments("shop"), "d-2"));
    assertFalse(context.redis().hvals(Keys.deploymentOf("shop")).contains("d-2"));
    assertEquals(
        DeploymentStore.KEPT_DEPLOYMENTS + 1, context.redis().zcard(Keys.deployments("shop")));
    assertTrue(store.find("d-1").isPresent(), "it is live");
    assertTrue(store.find("d-3").isPresent(), "it is queued");
  }

  @Test
  void onlyTheNewestHaveTheirLogsInRedis() {
    var log = context.bean(DeploymentLog.class);
    for (int i = 1; i <= DeploymentStore.KEPT_LOGS + 2; i++) {
      admitted(i);
      log.append("d-" + i, "line");
    }
    assertEquals(List.of(), log.all("d-2"));
    assertEquals(1, log.all("d-3").size());
    assertTrue(store.find("d-2").isPresent(), "its record is kept");
  }

  @Test
  void aCommitThatIsTriedAgainKeepsItsPlaceWhenItsOldDeploymentIsForgotten() {
    admitted(1);
    store.change("d-1", _ -> new DeploymentStatus.Cancelled("api"));
    for (int i = 2; i <= DeploymentStore.KEPT_DEPLOYMENTS; i++) {
      admitted(i);
    }
    Deployment again = deployment("d-again", null, commit(1), DeploymentStore.KEPT_DEPLOYMENTS + 1);
    assertEquals(new Done<>(new DeploymentAdmission.Admitted(again)), store.admit(again, false));
    assertEquals(Optional.empty(), store.find("d-1"));
    assertEquals(Optional.of(again), store.of("shop", Track.CANARY, commit(1)));
  }

  @Test
  void aRecordThatCannotBeReadIsLeftOutOfTheList() {
    admitted(1);
    admitted(2);
    context.redis().set(Keys.deployment("d-1"), "{");
    assertEquals(List.of("d-2"), store.newest("shop", 5).stream().map(Deployment::id).toList());
  }
}

package dev.aviary.builder.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PromotionAttemptsTest {
  private static final Instant SINCE = Instant.parse("2026-03-01T14:00:00Z");
  private static final String COMMIT = "a".repeat(40);
  private static final DeploymentStatus FAILED = new DeploymentStatus.Failed("probe", "no answer");

  @Test
  void theFirstOneBeginsAtOnce() {
    assertEquals(Instant.MIN, of().nextAt());
    assertFalse(of().cancelled());
  }

  @Test
  void eachThatFailedMakesTheNextOneWaitLonger() {
    Instant last = SINCE.plusSeconds(600);
    assertWaits(Duration.ofMinutes(1), last, of(promotion(600, FAILED)));
    assertWaits(Duration.ofMinutes(2), last, of(promotion(600, FAILED), promotion(30, FAILED)));
    var ten = new Deployment[10];
    for (int i = 0; i < ten.length; i++) {
      ten[i] = promotion(600 - i, FAILED);
    }
    assertWaits(Duration.ofHours(1), last, of(ten));
  }

  @Test
  void theWaitIsTheSameAtEveryLook() {
    assertEquals(of(promotion(600, FAILED)).nextAt(), of(promotion(600, FAILED)).nextAt());
  }

  @Test
  void whatIsNoPromotionOfThisCanaryDoesNotCount() {
    Deployment earlier = promotion(-1, FAILED);
    Deployment other = deployment("promote", "b".repeat(40), 600, FAILED);
    Deployment build = deployment("api", COMMIT, 600, FAILED);
    assertEquals(0, of(earlier, other, build).failures());
  }

  @Test
  void oneThatSomebodyStoppedIsSaid() {
    assertTrue(of(promotion(600, new DeploymentStatus.Cancelled("api"))).cancelled());
  }

  private static void assertWaits(Duration most, Instant last, PromotionAttempts attempts) {
    Duration wait = Duration.between(last, attempts.nextAt());
    assertTrue(wait.compareTo(most) <= 0, wait.toString());
    assertTrue(wait.compareTo(most.dividedBy(2)) >= 0, wait.toString());
  }

  private static PromotionAttempts of(Deployment... known) {
    return PromotionAttempts.of(COMMIT, SINCE, List.of(known));
  }

  private static Deployment promotion(int second, DeploymentStatus status) {
    return deployment("promote", COMMIT, second, status);
  }

  private static Deployment deployment(
      String trigger, String commit, int second, DeploymentStatus status) {
    Instant at = SINCE.plusSeconds(second);
    return new Deployment(
        "d-1", "shop", Track.STABLE, "canary", commit, trigger, null, at, at, status);
  }
}

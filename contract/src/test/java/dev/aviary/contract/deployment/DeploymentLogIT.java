package dev.aviary.contract.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.testing.RedisContext;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeploymentLogIT {
  @Test
  void linesAreReadInOrderFromAnyPlaceAndTheOldestGiveWay() {
    try (var context = RedisContext.start()) {
      DeploymentLog log = context.bean(DeploymentLog.class);
      assertEquals(List.of(), log.all("d-1"));
      log.append("d-1", "Cloning");
      log.append("d-1", "");
      log.append("d-1", "größer – 42 %");
      log.append("d-2", "another");
      var all = log.all("d-1");
      assertEquals(List.of("Cloning", "", "größer – 42 %"), texts(all));
      assertEquals(List.of("", "größer – 42 %"), texts(log.after("d-1", all.getFirst().id())));
      assertEquals(List.of(), log.after("d-1", all.getLast().id()));
      for (int i = 0; i < DeploymentLog.KEPT_LINES + 500; i++) {
        log.append("d-3", "line");
      }
      assertTrue(context.redis().xlen(Keys.deploymentLog("d-3")) < DeploymentLog.KEPT_LINES + 500);
    }
  }

  @Test
  void aLineThatNeverEndsIsCut() {
    try (var context = RedisContext.start()) {
      DeploymentLog log = context.bean(DeploymentLog.class);
      String most = "x".repeat(DeploymentLog.LONGEST_LINE);
      log.append("d-1", most + "y");
      log.append("d-1", most.substring(1) + "\uD83D\uDC26");
      log.append(context.bean(Writes.class).begin(), "d-1", most + "y").run();
      assertEquals(List.of(most, most.substring(1), most), texts(log.all("d-1")));
    }
  }

  private static List<String> texts(List<DeploymentLog.Line> lines) {
    return lines.stream().map(DeploymentLog.Line::text).toList();
  }
}

package dev.aviary.contract.redis;

import static dev.aviary.contract.testing.RedisContractPage.assertLimits;
import static dev.aviary.contract.testing.RedisContractPage.entries;
import static dev.aviary.contract.testing.RedisContractPage.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.caller.CallerStore;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.idempotency.IdempotencyStore;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.telemetry.TrafficStore;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RedisContractTest {
  private static final String PLAIN_FLAG = "<key>";

  @Test
  void thePageListsEveryKeyThatThereIsAndNoOther() throws Exception {
    Set<String> inCode = keys();
    inCode.add(PLAIN_FLAG);
    assertEquals(inCode, new TreeSet<>(rows().keySet()));
  }

  @Test
  void everyRowSaysTypeWriterAndReaders() throws IOException {
    rows()
        .forEach((key, cells) -> {
          assertEquals(4, cells.size(), key + ": " + cells);
          cells.subList(0, 3).forEach(cell -> assertFalse(cell.isBlank(), key));
        });
  }

  @Test
  void everyStreamAndSortedSetHasABound() throws IOException {
    rows()
        .forEach((key, cells) -> {
          if (cells.getFirst().matches("(stream|sorted set)\\b.*")) {
            assertTrue(cells.get(3).matches("(about |the newest )?[0-9,]+.*"), key);
          }
        });
  }

  @Test
  void theCapsAndExpiriesOfThePageAreThoseOfTheCode() throws IOException {
    String ended = DeploymentStore.ENDED_KEPT_FOR.toDays() + " days";
    assertLimits(
        Map.of(
            Keys.deployment("<id>"),
            ended,
            Keys.deploymentLog("<id>"),
            entries(DeploymentLog.KEPT_LINES) + "; " + ended,
            Keys.deployments("<app>"),
            "the newest " + DeploymentStore.KEPT_DEPLOYMENTS,
            Keys.QUEUE,
            "%,d entries".formatted(DeploymentStore.MOST_QUEUED)));
    assertLimits(
        Map.of(
            Keys.balancer("<id>"),
            BalancerStore.EXPIRY.toSeconds() + " s",
            Keys.traffic("<app>"),
            entries(TrafficStore.KEPT_ENTRIES),
            Keys.EVENTS,
            entries(EventLog.KEPT_EVENTS),
            Keys.judgement("<deployment>"),
            JudgementStore.EXPIRY.toDays() + " days after the last",
            Keys.idempotency("<service>", "<hash>"),
            IdempotencyStore.KEPT_FOR.toHours() + " h",
            Keys.caller("<hash>"),
            CallerStore.EXPIRY.toDays() + " days"));
  }

  @Test
  void everyControlKeyIsInTheSameHashSlotAndNoFlagCanHaveItsName() throws Exception {
    for (String key : keys()) {
      assertTrue(key.startsWith("{aviary}:"), key);
    }
  }

  /** The keys of the code, with the names of the parameters in the place of values. */
  private static Set<String> keys() throws ReflectiveOperationException {
    var keys = new TreeSet<String>();
    for (Field field : Keys.class.getFields()) {
      keys.add(String.valueOf(field.get(null)));
    }
    for (Method method : Keys.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        Object[] names =
            Stream.of(method.getParameters()).map(each -> "<" + each.getName() + ">").toArray();
        keys.add(String.valueOf(method.invoke(null, names)));
      }
    }
    return keys;
  }
}

package dev.aviary.contract.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.alert.AlertStore;
import dev.aviary.contract.alert.MailCopyStore;
import dev.aviary.contract.alert.Outbox;
import dev.aviary.contract.app.AppRemoval;
import dev.aviary.contract.caller.CallerStore;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.deployment.LeaseStore;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.flag.FlagHistory;
import dev.aviary.contract.idempotency.IdempotencyStore;
import dev.aviary.contract.judgement.EvidenceStore;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.judgement.PastStore;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.telemetry.SampleStore;
import dev.aviary.contract.telemetry.TrafficStore;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RedisContractTest {
  private static final Path PAGE = Path.of("../docs/redis-contract.md");
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
    String ended = DeploymentStore.KEPT_ENDED.toDays() + " days";
    Map<String, String> inCode =
        new HashMap<>(
            Map.of(
                Keys.deployment("<id>"),
                ended,
                Keys.deploymentLog("<id>"),
                entries(DeploymentLog.KEPT) + "; " + ended,
                Keys.deployments("<app>"),
                "the newest " + DeploymentStore.KEPT));
    inCode.putAll(
        Map.of(
            Keys.lease("<app>"),
            LeaseStore.EXPIRY.toSeconds() + " s",
            Keys.balancer("<id>"),
            BalancerStore.EXPIRY.toSeconds() + " s",
            Keys.traffic("<app>"),
            entries(TrafficStore.KEPT),
            Keys.samples("<container>"),
            entries(SampleStore.KEPT) + "; " + SampleStore.EXPIRY.toHours() + " h",
            Keys.alert("<id>"),
            AlertStore.KEPT_CLOSED.toDays() + " days",
            Keys.ALERTS,
            entries(AlertStore.KEPT),
            Keys.OUTBOX,
            entries(Outbox.KEPT),
            Keys.EVENTS,
            entries(EventLog.KEPT)));
    inCode.put(Keys.QUEUE, "%,d entries".formatted(DeploymentStore.QUEUE));
    inCode.put(
        Keys.judgement("<deployment>"), JudgementStore.EXPIRY.toDays() + " days after the last");
    inCode.put(
        Keys.evidence("<deployment>"),
        entries(EvidenceStore.KEPT)
            + "; "
            + EvidenceStore.EXPIRY.toDays()
            + " days after the last");
    inCode.put(Keys.mail("<id>"), MailCopyStore.EXPIRY.toDays() + " days after the last");
    inCode.put(Keys.past("<app>"), PastStore.EXPIRY.toDays() + " days after the last");
    inCode.put(Keys.REMOVED, "the newest " + AppRemoval.KEPT_MARKS);
    inCode.put(Keys.idempotency("<service>", "<hash>"), IdempotencyStore.KEPT.toHours() + " h");
    inCode.put(Keys.caller("<hash>"), CallerStore.EXPIRY.toDays() + " days");
    inCode.put(
        Keys.flagHistory("<key>"),
        "%s, fewer of long ones; %d days after the flag was removed"
            .formatted(entries(FlagHistory.KEPT), FlagHistory.KEPT_REMOVED.toDays()));
    Map<String, List<String>> rows = rows();
    inCode.forEach((key, limit) -> {
      String onPage = rows.getOrDefault(key, List.of("", "", "", "")).get(3);
      assertTrue(onPage.startsWith(limit), key + ": " + onPage + " is not " + limit);
    });
  }

  @Test
  void everyControlKeyIsInTheSameHashSlotAndNoFlagCanHaveItsName() throws Exception {
    for (String key : keys()) {
      assertTrue(key.startsWith("{aviary}:"), key);
    }
  }

  private static String entries(int most) {
    return "about %,d entries".formatted(most);
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

  /** The rows of the page's tables: key to the cells after it. */
  private static Map<String, List<String>> rows() throws IOException {
    var rows = new TreeMap<String, List<String>>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| `")) {
        List<String> cells =
            List.of(line.split("(?<=\\|)")).stream().map(RedisContractTest::cell).toList();
        String key = cells.get(1).replace("`", "");
        assertFalse(rows.containsKey(key), "listed twice: " + key);
        rows.put(key, cells.subList(2, cells.size()));
      }
    }
    return rows;
  }

  private static String cell(String text) {
    return text.replaceFirst("\\|$", "").strip();
  }
}

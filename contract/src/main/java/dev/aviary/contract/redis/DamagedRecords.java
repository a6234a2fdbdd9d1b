package dev.aviary.contract.redis;

import dev.aviary.contract.log.Repetitions;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of lists that could not be read and were left out. Each is logged once, however often
 * its list is read; {@code /health} shows how many there were under each key, and stays UP: the
 * rest of the list is in use.
 */
@Singleton
final class DamagedRecords implements HealthIndicator {
  private static final Logger LOG = LoggerFactory.getLogger(DamagedRecords.class);

  /** Keys that {@code /health} shows. */
  private static final int SHOWN = 100;

  private final Repetitions known = new Repetitions();
  private final Map<String, Long> counts = new ConcurrentSkipListMap<>();

  /**
   * @param entry of the list that is the key's value; empty when the key's value is the record
   */
  void add(String key, String entry, DamagedException reason) {
    if (!known.first(key + " " + entry)) {
      return;
    }
    if (counts.size() < SHOWN || counts.containsKey(key)) {
      counts.merge(key, 1L, Long::sum);
    }
    LOG.atError()
        .addKeyValue("key", key)
        .addKeyValue("entry", entry)
        .addKeyValue("reason", reason.getMessage())
        .log("Skipped a record that cannot be read; repair or delete it");
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Publishers.just(
        HealthResult.builder("damaged-records", HealthStatus.UP)
            .details(Map.copyOf(counts))
            .build());
  }
}

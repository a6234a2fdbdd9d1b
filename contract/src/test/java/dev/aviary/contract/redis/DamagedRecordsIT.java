package dev.aviary.contract.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.telemetry.Heartbeat;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.contract.telemetry.TrafficStore;
import dev.aviary.contract.testing.RedisCase;
import io.micronaut.management.health.indicator.HealthResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** One damaged record of a list takes none of the others with it. */
final class DamagedRecordsIT extends RedisCase {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(DamagedRecords.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.list.clear();
    log.start();
    LOG.addAppender(log);
  }

  @AfterEach
  void hush() {
    LOG.detachAppender(log);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "{}",
        "null",
        "{\"at\": \"noon\", \"by\": \"b\", \"what\": \"w\"}",
        "{\"at\": 1, \"by\": \"b\", \"what\": \"w\", \"difference\": [null]}"
      })
  void theTimelineIsShownWithoutAnEventThatCannotBeRead(String damaged) {
    EventLog events = context.bean(EventLog.class);
    events.append(event("first"));
    context.redis().xadd(Keys.EVENTS, "event", damaged);
    context.redis().xadd(Keys.EVENTS, "other", "field");
    events.append(event("second"));
    long before = shown(Keys.EVENTS);
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(event("second"), event("first")), events.newest(10));
    }
    assertEquals(2, log.list.size(), "once for each entry");
    assertEquals(before + 2, shown(Keys.EVENTS));
  }

  @Test
  void trafficIsShownWithoutWhatCannotBeRead() {
    TrafficStore traffic = context.bean(TrafficStore.class);
    TrafficInterval interval = golden("traffic-interval", TrafficInterval.class);
    context.redis().xadd(Keys.traffic("shop"), "interval", "{\"latency\": [null]}");
    traffic.append("shop", interval);
    assertEquals(List.of(interval), traffic.newest("shop", 10));
    assertEquals(1, log.list.size());
  }

  @Test
  void appsAndDeploymentsAreListedWithoutWhatCannotBeRead() {
    SpecStore specs = context.bean(SpecStore.class);
    AppSpec spec = golden("app-spec", AppSpec.class);
    specs.save(spec);
    context.redis().sadd(Keys.SPECS, "broken");
    context.redis().set(Keys.spec("broken"), "{\"name\": \"broken\", \"env\": {\"A\": null}}");
    assertEquals(List.of(spec), specs.all());
    context.redis().zadd(Keys.deployments("shop"), 1, "d1");
    context.redis().set(Keys.deployment("d1"), "{\"id\": 7}");
    assertEquals(List.of(), context.bean(DeploymentStore.class).newest("shop", 10));
    assertEquals(2, log.list.size());
  }

  @Test
  void aHeartbeatThatCannotBeReadIsNoneUntilTheNextOne() {
    BalancerStore balancers = context.bean(BalancerStore.class);
    Heartbeat heartbeat = golden("heartbeat", Heartbeat.class);
    balancers.beat(heartbeat);
    context.redis().set(Keys.balancer(heartbeat.id()), "damaged");
    assertTrue(balancers.heartbeats().isEmpty());
    assertFalse(balancers.acknowledged(heartbeat.applied()));
    balancers.beat(heartbeat);
    assertEquals(List.of(heartbeat), balancers.heartbeats().orElseThrow());
  }

  private long shown(String key) {
    HealthResult result =
        Mono.from(context.bean(DamagedRecords.class).getResult()).blockOptional().orElseThrow();
    Object count = ((Map<?, ?>) result.getDetails()).get(key);
    return count == null ? 0 : (Long) count;
  }

  private static <T> T golden(String name, Class<T> type) {
    try (var in = DamagedRecordsIT.class.getResourceAsStream("/golden/" + name + ".json")) {
      return Wire.standalone().read(new String(in.readAllBytes(), StandardCharsets.UTF_8), type);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Event event(String what) {
    return new Event(Instant.ofEpochSecond(1), "builder", what, "shop", null, null);
  }
}

package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.testing.SmallBalancer;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done about an episode that cannot be brought on record. */
final class EpisodesIT {
  private static final Finding FINDING =
      new Finding(Metric.CPU, 50, 90, 8, 99, List.of(90.0), List.of());

  private final RealRedis redis = RealRedis.start();
  private final SmallBalancer balancer = new SmallBalancer();
  private final ApplicationContext context = context();
  private final Episodes episodes = context.getBean(Episodes.class);

  @AfterEach
  void close() {
    context.close();
    balancer.close();
    redis.close();
  }

  @Test
  void aCanaryWhoseAlertCannotBeReadIsWithdrawnThroughTheBalancerOnce() {
    episodes.recall(0);
    episodes.fired(Birds.in(Slot.CANARY), FINDING, AlertAction.KEPT, 0);
    episodes.settle();
    Episode episode = episodes.open().getFirst();
    try (var client = redis.client()) {
      client.connect().sync().set(Keys.alert(episode.alert().id()), "{");
    }
    episodes.withdraw(episode, FINDING);
    episodes.settle();
    episodes.settle();

    assertEquals(
        List.of("/apps/bird/withdrawals"),
        balancer.taken().stream().map(SmallBalancer.Taken::path).toList());
  }

  private ApplicationContext context() {
    var settings = new HashMap<String, Object>(redis.settings());
    settings.put("aviary.admin.token", "a-token-of-the-tests");
    settings.put("micronaut.http.services.balancer.url", "http://127.0.0.1:" + balancer.port());
    return ApplicationContext.run(settings);
  }
}

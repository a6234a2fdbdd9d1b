package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Descriptors;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of requests while no connection to a backend can be made at all. */
final class DescriptorsIT extends TrafficCase {
  @Override
  Map<String, ?> settings() {
    return Map.of("test.descriptors", true, "micronaut.netty.event-loops.traffic.num-threads", 1);
  }

  @Test
  void whatFollowsAChannelThatCannotBeMadeRunsOnTheEventLoop() throws Exception {
    Fleet.of(balancer())
        .with(Slot.STABLE_1, opened(TestBackend.answering("app")))
        .with(Slot.STABLE_2, opened(TestBackend.answering("app")))
        .publish();
    var descriptors = balancer().bean(Descriptors.class);
    descriptors.exhausted(true);
    Answer answer = client().get("/").read();
    assertEquals(503, answer.status());
    // The second attempt is made by whoever is told that the first one failed.
    assertEquals(2, descriptors.askers().size());
    assertEquals(1, new HashSet<>(descriptors.askers()).size());
    descriptors.exhausted(false);
    assertEquals("app", client().get("/").read().body());
  }
}

package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The canary's share, however the balancer and the app are laid out. */
final class SplitIT {
  private static final int REQUESTS = 300;

  @ParameterizedTest
  @CsvSource({"1, 1, 33", "1, 2, 10", "3, 2, 33", "4, 1, 1", "4, 2, 67"})
  void anyHundredRequestsInARowHoldExactlyTheCanarysPercent(int loops, int members, int percent)
      throws Exception {
    try (var balancer =
            TestBalancer.launch(Map.of("micronaut.netty.event-loops.traffic.num-threads", loops));
        var one = TestBackend.answering("stable");
        var two = TestBackend.answering("stable");
        var canary = TestBackend.answering("canary")) {
      Fleet fleet = Fleet.of(balancer).with(Slot.STABLE_1, one).with(Slot.CANARY, canary);
      if (members == 2) {
        fleet.with(Slot.STABLE_2, two);
      }
      fleet.publish().split(percent);
      List<Boolean> canaries = ask(balancer.port(), 2 * loops + 1);
      for (int first = 0; first + 100 <= REQUESTS; first++) {
        long found = canaries.subList(first, first + 100).stream().filter(each -> each).count();
        assertEquals(percent, found, "from request " + first);
      }
    }
  }

  /** One after the other, so that they have an order, over connections of all event loops. */
  private static List<Boolean> ask(int port, int connections) throws Exception {
    var clients = new ArrayList<RawClient>();
    for (int i = 0; i < connections; i++) {
      clients.add(RawClient.to(port));
    }
    var canaries = new ArrayList<Boolean>();
    for (int i = 0; i < REQUESTS; i++) {
      canaries.add(clients.get(i % connections).get("/").read().body().equals("canary"));
    }
    for (RawClient client : clients) {
      client.close();
    }
    return canaries;
  }
}

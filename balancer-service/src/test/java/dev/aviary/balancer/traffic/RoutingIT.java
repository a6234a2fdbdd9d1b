package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoutingIT {
  private TestBalancer balancer;
  private TestBackend one;
  private TestBackend two;
  private TestBackend canary;
  private Fleet fleet;

  @BeforeEach
  void start() throws Exception {
    balancer = TestBalancer.launch();
    one = TestBackend.answering("one");
    two = TestBackend.answering("two");
    canary = TestBackend.answering("canary");
    fleet =
        Fleet.of(balancer)
            .with(Slot.STABLE_1, one)
            .with(Slot.STABLE_2, two)
            .with(Slot.CANARY, canary)
            .publish();
  }

  @AfterEach
  void stop() throws Exception {
    balancer.close();
    one.close();
    two.close();
    canary.close();
  }

  @Test
  void ofThreeHundredRequestsExactlyNinetyNineAreTheCanarysOverAllConnections() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      clients.add(RawClient.to(balancer.port()));
    }
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      bodies.add(clients.get(i % 7).get("/").read().body());
    }
    assertEquals(99, Collections.frequency(bodies, "canary"));
    assertTrue(Collections.frequency(bodies, "one") > 20);
    assertTrue(Collections.frequency(bodies, "two") > 20);
    for (RawClient client : clients) {
      client.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void requestsAtTheSameTimeOnAllEventLoopsAreSharedExactlyWhateverTheSlots(int members)
      throws Exception {
    if (members == 1) {
      fleet.without(Slot.STABLE_2).publish();
    }
    var canaries = new AtomicInteger();
    var failures = new ConcurrentLinkedQueue<Exception>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              canaries.addAndGet(canaries(200));
            } catch (Exception e) {
              failures.add(e);
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), List.copyOf(failures));
    assertEquals(660, canaries.get());
  }

  @Test
  void aSplitOfZeroAndOfAHundredMeanWhatTheySay() throws Exception {
    fleet.split(0);
    assertEquals(0, canaries(100));
    fleet.split(100);
    assertEquals(100, canaries(100));
  }

  @Rule(40)
  @Test
  void withdrawalBeatsEverythingOnTheNextRequestOfEveryOpenConnectionAndSlotPort_RFC9110_3_7()
      throws Exception {
    fleet.split(100);
    try (var open = RawClient.to(balancer.port());
        var slot = RawClient.to(balancer.slotPort(2))) {
      assertEquals("canary", open.get("/").read().body());
      assertEquals("canary", slot.get("/").read().body());
      fleet.withdraw("too hot");
      int before = canary.heads().size();
      for (int i = 0; i < 20; i++) {
        assertTrue(List.of("one", "two").contains(open.get("/").read().body()));
      }
      Answer closed = slot.get("/").read();
      assertEquals(503, closed.status());
      assertTrue(closed.body().contains("too hot"), closed.body());
      assertEquals(before, canary.heads().size());
    }
  }

  @Test
  void aSlotPortLeadsToItsSlotAloneAndAnEmptyOneSaysSo() throws Exception {
    assertEquals("one", RawClient.get(balancer.slotPort(0), "/").body());
    assertEquals("two", RawClient.get(balancer.slotPort(1), "/").body());
    fleet.without(Slot.STABLE_2).publish();
    Answer empty = RawClient.get(balancer.slotPort(1), "/");
    assertEquals(503, empty.status());
    assertEquals("slot-closed", empty.header("X-Aviary-Error"));
    assertTrue(empty.body().contains("nothing runs in slot stable-2"), empty.body());
  }

  private int canaries(int requests) throws Exception {
    int canaries = 0;
    try (var client = RawClient.to(balancer.port())) {
      for (int i = 0; i < requests; i++) {
        canaries += client.get("/").read().body().equals("canary") ? 1 : 0;
      }
    }
    return canaries;
  }
}

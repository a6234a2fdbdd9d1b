package dev.aviary.balancer.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.balancer.route.Backends;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Spoilt requests, many at a time. {@code -Dfuzz.cases} says how many, {@code -Dfuzz.seed} where
 * they begin, {@code -Dfuzz.seconds} after how long no further one is begun; a failure names the
 * seed of its case.
 */
final class FuzzIT {
  private static final long CASES = Long.getLong("fuzz.cases", 5_000);
  private static final long FIRST = Long.getLong("fuzz.seed", 1);
  private static final long SECONDS = Long.getLong("fuzz.seconds", 3_600);
  private static final int AT_A_TIME = 64;
  private static final int TOLD = 5;

  private final Witness witness = new Witness();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();

  @Test
  void noSpoiltRequestIsReadDifferentlyBehindTheBalancer_RFC9112_11_2() throws Exception {
    var settings =
        Map.of(
            "aviary.deadlines.header", "1s",
            "aviary.deadlines.idle", "1s",
            "aviary.deadlines.body", "1s",
            "aviary.deadlines.interim", "1ms");
    try (var alarms = Alarms.watch();
        var balancer = TestBalancer.launch(settings);
        var backend = TestBackend.start(witness.script())) {
      Fleet.of(balancer).with(Slot.STABLE_1, backend).publish();
      run(balancer.port());
      Await.until("nothing in flight", () -> inFlight(balancer) == 0);
      assertEquals(List.of(), failures.stream().limit(TOLD).toList());
      assertEquals(List.of(), witness.complaints());
      assertEquals(0, witness.left(), "requests that no client was answered");
      assertEquals(200, RawClient.get(balancer.port(), "/").status());
      assertEquals(List.of(), alarms.heard());
    }
  }

  private void run(int port) throws InterruptedException {
    long until = System.nanoTime() + SECONDS * 1_000_000_000;
    List<Thread> clients =
        IntStream.range(0, AT_A_TIME)
            .mapToObj(i -> Thread.ofVirtual().start(() -> client(port, until)))
            .toList();
    for (Thread client : clients) {
      client.join();
    }
    System.out.printf(
        "Fuzzed with %d requests on %d connections, from seed %d%n",
        requests.get(), Math.min(begun.get(), CASES), FIRST);
  }

  private void client(int port, long until) {
    for (long n = begun.getAndIncrement();
        n < CASES && failures.size() < TOLD && System.nanoTime() < until;
        n = begun.getAndIncrement()) {
      var fuzzed = FuzzCase.of(FIRST + n);
      requests.addAndGet(fuzzed.readings().size());
      String failure = Trial.run(fuzzed, witness, port, address(n));
      if (!failure.isEmpty()) {
        failures.add(failure);
      }
    }
  }

  /** One of the loopback's, and of no other case that is under way. */
  private static String address(long n) {
    return "127.%d.%d.%d".formatted(1 + (n >> 16) % 250, (n >> 8) & 0xff, n & 0xff);
  }

  private static int inFlight(TestBalancer balancer) {
    return balancer.bean(Backends.class).inFlight().values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }
}

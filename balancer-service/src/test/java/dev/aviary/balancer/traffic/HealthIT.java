package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Conversation;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.testing.RemovedApp;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Containers that are unwell get no requests while others are well. */
final class HealthIT extends TrafficCase {

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.probes.interval", "100ms", "aviary.ejection.base", "1s");
  }

  /** Its health page says what the switch says; everything else is answered with its name. */
  private TestBackend backend(String name, AtomicBoolean well) throws Exception {
    return opened(
        TestBackend.start(conversation -> {
          while (serve(conversation, name, well)) {
            // The next request.
          }
        }));
  }

  private static boolean serve(Conversation conversation, String name, AtomicBoolean well)
      throws IOException {
    String head = conversation.readHead();
    if (head.startsWith("GET /health ") && !well.get()) {
      conversation.send(Head.of("HTTP/1.1 503 Unwell", "Content-Length: 0"));
    } else if (!head.isEmpty()) {
      conversation.answer(name);
    }
    return !head.isEmpty();
  }

  @Test
  void aMemberWhoseHealthPageFailsIsLeftOutUntilItIsWellAgain() throws Exception {
    var well = new AtomicBoolean(true);
    Fleet.of(balancer())
        .with(Slot.STABLE_1, backend("one", well))
        .with(Slot.STABLE_2, backend("two", new AtomicBoolean(true)))
        .publish();
    well.set(false);
    Await.until("unwell", () -> metric("aviary_slot_healthy", "stable-1").equals("0.0"));
    for (int i = 0; i < 40; i++) {
      assertEquals("two", client().get("/").read().body());
    }
    assertTrue(Admin.of(balancer()).get("/routes").body().contains("\"healthy\":false"));
    well.set(true);
    Await.until("well", () -> metric("aviary_slot_healthy", "stable-1").equals("1.0"));
    Await.until("requests", () -> client().get("/").read().body().equals("one"));
  }

  @Test
  void aContainerIsAskedOnThePathThatItWasMadeWith() throws Exception {
    var unwell = new AtomicBoolean(false);
    Fleet.of(balancer())
        .with(Slot.STABLE_1, backend("one", unwell))
        .with(Slot.STABLE_2, backend("two", unwell))
        .probed(Slot.STABLE_2, "/ready")
        .publish();
    Await.until("unwell", () -> metric("aviary_slot_healthy", "stable-1").equals("0.0"));
    assertEquals("1.0", metric("aviary_slot_healthy", "stable-2"));
  }

  @Test
  void aContainerIsAskedWithTheHostAndTheStatusesThatItWasMadeWith() throws Exception {
    Fleet.of(balancer())
        .with(Slot.STABLE_1, picky())
        .with(Slot.STABLE_2, picky())
        .with(Slot.CANARY, picky())
        .probed(Slot.STABLE_1, "/", "shop.example", "200-499")
        .probed(Slot.STABLE_2, "/", "shop.example", "200")
        .probed(Slot.CANARY, "/", "other.example", "200-399")
        .publish();
    Await.until("unwell", () -> metric("aviary_slot_healthy", "stable-2").equals("0.0"));
    Await.until("unwell", () -> metric("aviary_slot_healthy", "canary").equals("0.0"));
    assertEquals("1.0", metric("aviary_slot_healthy", "stable-1"));
  }

  /** Takes one host only, and sends it elsewhere. */
  private TestBackend picky() throws Exception {
    return opened(
        TestBackend.start(conversation -> {
          boolean known = conversation.readHead().contains("Host: shop.example\r\n");
          conversation.send(
              Head.of(
                  known ? "HTTP/1.1 302 Found" : "HTTP/1.1 400 Bad Request", "Content-Length: 0"));
        }));
  }

  @Test
  void whenAllMembersFailTheirProbesAllAreUsed() throws Exception {
    var well = new AtomicBoolean(false);
    Fleet.of(balancer())
        .with(Slot.STABLE_1, backend("app", well))
        .with(Slot.STABLE_2, backend("app", well))
        .publish();
    for (String slot : new String[] {"stable-1", "stable-2"}) {
      Await.until("unwell", () -> metric("aviary_slot_healthy", slot).equals("0.0"));
    }
    for (int i = 0; i < 40; i++) {
      assertEquals("app", client().get("/").read().body());
    }
  }

  @Test
  void aCanaryThatIsUnwellCostsItsUsersNothing() throws Exception {
    Fleet.of(balancer())
        .with(Slot.STABLE_1, backend("stable", new AtomicBoolean(true)))
        .with(Slot.CANARY, backend("canary", new AtomicBoolean(false)))
        .publish()
        .split(100);
    Await.until("unwell", () -> metric("aviary_slot_healthy", "canary").equals("0.0"));
    for (int i = 0; i < 40; i++) {
      assertEquals("stable", client().get("/").read().body());
    }
  }

  @Test
  void fiveErrorsInARowPutAMemberOutForAWhileAndSayUntilWhen() throws Exception {
    var errors = new AtomicInteger();
    TestBackend failing =
        opened(
            TestBackend.start(conversation -> {
              for (String head = conversation.readHead();
                  !head.isEmpty();
                  head = conversation.readHead()) {
                if (head.startsWith("GET /health ")) {
                  conversation.answer("well");
                } else {
                  errors.incrementAndGet();
                  conversation.send(Head.of("HTTP/1.1 500 Error", "Content-Length: 0"));
                }
              }
            }));
    Fleet.of(balancer())
        .with(Slot.STABLE_1, failing)
        .with(Slot.STABLE_2, backend("two", new AtomicBoolean(true)))
        .publish();
    try (var client = RawClient.to(balancer().port())) {
      Await.until(
          "ejected",
          () -> {
            client.get("/").read();
            return Admin.of(balancer()).get("/routes").body().contains("\"ejectedUntil\":\"");
          });
      assertEquals(5, errors.get());
      Await.until(
          "tried again",
          () -> {
            client.get("/").read();
            return errors.get() > 5;
          });
    }
  }

  @Test
  void whatATesterGetsOnASlotPortPutsNobodyOut() throws Exception {
    TestBackend failing =
        opened(
            TestBackend.start(conversation -> {
              while (conversation.readRequest()) {
                conversation.send(Head.of("HTTP/1.1 500 Error", "Content-Length: 0"));
              }
            }));
    Fleet.of(balancer())
        .with(Slot.STABLE_1, failing)
        .with(Slot.STABLE_2, backend("two", new AtomicBoolean(true)))
        .publish();
    for (int i = 0; i < 20; i++) {
      assertEquals(500, RawClient.get(balancer().slotPort(0), "/").status());
    }
    assertEquals("0.0", metric("aviary_slot_ejected_seconds", "stable-1"));
  }

  @Test
  void theMetricsOfAnAppThatIsRemovedGoWithIt() throws Exception {
    new Fleet(balancer(), "passing", 1, "passing.example")
        .with(Slot.STABLE_1, backend("one", new AtomicBoolean(true)))
        .publish();
    Await.until("it is measured", () -> !metric("aviary_slot_healthy", "passing").isEmpty());
    RemovedApp.put(balancer().bean(Writes.class).begin(), "passing", Instant.now()).run();
    Await.until("forgotten", () -> metric("aviary_slot_healthy", "passing").isEmpty());
    assertEquals("", metric("aviary_slot_ejected_seconds", "passing"));
  }

  /**
   * @param of a slot, or an app
   */
  private String metric(String name, String of) throws Exception {
    return Admin.of(balancer())
        .get("/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains("=\"" + of + "\""))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse("");
  }
}

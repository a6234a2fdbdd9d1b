package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.Main;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.balancer.testing.TestDoor;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.testing.RealRedis;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One balancer after another on the sockets of a door. */
final class RestartIT {
  private TestDoor door;

  @BeforeEach
  void openDoor() throws Exception {
    door = TestDoor.start();
  }

  @AfterEach
  void closeDoor() throws Exception {
    door.close();
  }

  @Test
  void whoConnectsAfterABalancerWasKilledWaitsForTheNextOne(@TempDir Path data) throws Exception {
    int port = RealRedis.freePort();
    Process killed = launch(data, port);
    Await.until("it accepts", () -> door.status().startsWith("accepting 1"));
    killed.destroyForcibly().waitFor();
    try (var waiting = RawClient.to(port).get("/")) {
      try (var _ = successor(port)) {
        assertEquals("no-routes", waiting.read().header("X-Aviary-Error"));
      }
    }
  }

  @Test
  void aBalancerWithASuccessorEndsWhatItHasBegunAndAcceptsNothing() throws Exception {
    var go = new Semaphore(0);
    var old = TestBalancer.launch(Map.of("aviary.door.path", door.path()));
    try (var backend = halfAtATime(go)) {
      Fleet.of(old).with(Slot.STABLE_1, backend).publish();
      RawClient stream = begin(old, backend);
      try (var _ = successor(old.port())) {
        Await.until("both accept", () -> door.status().startsWith("accepting 2"));
        Thread stopping = Thread.ofVirtual().start(old::stop);
        Await.until("one accepts", () -> door.status().startsWith("accepting 1"));
        Await.until("the old one's sockets are closed", () -> answeredBySuccessor(old.port()));
        for (int i = 0; i < 10; i++) {
          assertEquals("no-routes", RawClient.get(old.port(), "/").header("X-Aviary-Error"));
        }
        go.release(100);
        assertEquals("ole", stream.readBytes(3));
        stopping.join();
        assertEquals("no-routes", RawClient.get(old.port(), "/").header("X-Aviary-Error"));
      }
    } finally {
      old.redis().close();
    }
  }

  @Test
  void aBalancerWithoutASuccessorAnswersNewClientsUntilItsOldRequestsHaveEnded() throws Exception {
    var go = new Semaphore(0);
    var balancer =
        TestBalancer.launch(
            Map.of("aviary.door.path", door.path(), "aviary.deadlines.drain", "15s"));
    try (var backend = halfAtATime(go);
        var idle = RawClient.to(balancer.port())) {
      Fleet.of(balancer).with(Slot.STABLE_1, backend).publish();
      RawClient stream = begin(balancer, backend);
      Thread stopping = Thread.ofVirtual().start(balancer::stop);
      assertTrue(idle.ended());
      try (var late = RawClient.to(balancer.port()).get("/")) {
        String head = late.readHead();
        assertTrue(head.contains("200"), head);
        go.release(2);
        assertEquals("whole", late.readBytes(5));
        assertEquals("ole", stream.readBytes(3));
      }
      stopping.join();
      try (var waiting = RawClient.to(balancer.port()).get("/")) {
        balancer.start();
        go.release();
        assertTrue(waiting.readHead().contains("200"));
      }
      balancer.stop();
    } finally {
      balancer.redis().close();
    }
  }

  @Test
  void aDoorThatIsStartedAnewGetsTheSocketsBack() throws Exception {
    try (var balancer = TestBalancer.launch(Map.of("aviary.door.path", door.path()))) {
      door.startAnew();
      Await.until("it has the port", () -> door.status().contains("127.0.0.1 " + balancer.port()));
      balancer.stop();
      try (var waiting = RawClient.to(balancer.port()).get("/")) {
        balancer.start();
        assertEquals("no-routes", waiting.read().header("X-Aviary-Error"));
      }
    }
  }

  private TestBalancer successor(int port) throws Exception {
    return TestBalancer.launch(Map.of("aviary.door.path", door.path(), "aviary.listen.port", port));
  }

  /** The balancer says that it leaves, and closes its sockets then. */
  private static boolean answeredBySuccessor(int port) throws Exception {
    try (var client = RawClient.to(port).get("/")) {
      return client.readHead().contains("no-routes");
    }
  }

  /** A process of its own, which can be killed. */
  private Process launch(Path data, int port) throws Exception {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "AVIARY_DOOR",
                door.path(),
                "AVIARY_CERTIFICATES_KEY",
                "0".repeat(64),
                "AVIARY_DATA",
                data.toString(),
                "AVIARY_ADMIN_TOKEN",
                TestBalancer.TOKEN,
                "AVIARY_REDIS_PORT",
                "1",
                "AVIARY_LISTEN_HOST",
                "127.0.0.1",
                "AVIARY_PUBLIC_PORT",
                Integer.toString(port),
                "AVIARY_BALANCER_ADMIN_PORT",
                "-1"));
    return builder.redirectErrorStream(true).redirectOutput(data.resolve("log").toFile()).start();
  }

  /** Sends half of each answer, and the other half when it is told to. */
  private static TestBackend halfAtATime(Semaphore go) throws Exception {
    return TestBackend.start(conversation -> {
      while (conversation.readRequest()) {
        conversation.send(Head.of("HTTP/1.1 200 OK", "Content-Length: 5") + "wh");
        go.acquireUninterruptibly();
        conversation.send("ole");
      }
    });
  }

  /** A request whose answer has begun. */
  private static RawClient begin(TestBalancer balancer, TestBackend backend) throws Exception {
    RawClient client = RawClient.to(balancer.port()).get("/");
    client.readHead();
    assertEquals("wh", client.readBytes(2));
    assertEquals(1, backend.heads().size());
    return client;
  }
}

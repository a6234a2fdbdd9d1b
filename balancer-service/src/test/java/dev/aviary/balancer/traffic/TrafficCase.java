package dev.aviary.balancer.traffic;

import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What tests of messages share: one balancer, and for each test a backend with a script. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TrafficCase {
  private final List<AutoCloseable> opened = new ArrayList<>();
  private TestBalancer balancer;

  /** Settings that differ from the defaults. */
  Map<String, ?> settings() {
    return Map.of();
  }

  @BeforeAll
  void launch() throws Exception {
    balancer = TestBalancer.launch(settings());
  }

  @AfterAll
  void shutDown() {
    balancer.close();
  }

  @AfterEach
  void closeOpened() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    opened.clear();
  }

  TestBalancer balancer() {
    return balancer;
  }

  /** Makes the script the only backend. */
  TestBackend serve(TestBackend.Script script) throws Exception {
    TestBackend backend = opened(TestBackend.start(script));
    Fleet.of(balancer).with(Slot.STABLE_1, backend).publish();
    return backend;
  }

  /** Makes a backend that answers every request with this the only one. */
  TestBackend serveAnswer(String answer) throws Exception {
    return serve(conversation -> {
      while (conversation.readRequest()) {
        conversation.send(answer);
      }
    });
  }

  /** A connection that is closed after the test. */
  RawClient client() throws Exception {
    return opened(RawClient.to(balancer.port()));
  }

  /** The same, from another address of the loopback's. */
  RawClient clientAt(String address) throws Exception {
    return opened(RawClient.from(address, balancer.port()));
  }

  <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }
}

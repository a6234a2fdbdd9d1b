package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** What bounds second attempts. */
final class RetryIT extends TrafficCase {

  @Test
  void ofAFewRequestsNoMoreThanThreeAreInASecondAttemptAtOnce() throws Exception {
    TestBackend dying = opened(TestBackend.start(conversation -> conversation.readHead()));
    var go = new Semaphore(0);
    TestBackend slow =
        opened(
            TestBackend.start(conversation -> {
              conversation.readRequest();
              go.acquireUninterruptibly();
              conversation.answer("slow");
            }));
    Fleet.of(balancer()).with(Slot.STABLE_1, dying).with(Slot.STABLE_2, slow).publish();
    List<RawClient> held = new ArrayList<>();
    // From its first request on the slow one is the busier one: all others begin at the dying one.
    while (dying.heads().size() < 3) {
      int before = slow.heads().size();
      held.add(client().get("/"));
      Await.until("a request at the slow one", () -> slow.heads().size() > before);
    }
    Answer fourth = client().get("/").read();
    assertEquals("backend-hung-up", fourth.header("X-Aviary-Error"));
    go.release(held.size());
    for (RawClient client : held) {
      assertEquals("slow", client.read().body());
    }
  }

  @Test
  void aCanaryThatTakesNoConnectionIsLeftByHoweverManyAtOnce() throws Exception {
    TestBackend gone = TestBackend.answering("never");
    var go = new Semaphore(0);
    TestBackend stable =
        opened(
            TestBackend.start(conversation -> {
              while (conversation.readRequest()) {
                go.acquireUninterruptibly();
                conversation.answer("stable");
              }
            }));
    Fleet.of(balancer()).with(Slot.STABLE_1, stable).with(Slot.CANARY, gone).publish().split(100);
    gone.close();
    List<RawClient> held = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      held.add(client().get("/"));
    }
    Await.until("all at stable", () -> stable.heads().size() == 20);
    go.release(20);
    for (RawClient client : held) {
      assertEquals("stable", client.read().body());
    }
  }
}

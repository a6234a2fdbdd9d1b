package dev.aviary.flag.ofrep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

final class StreamClientTest {
  private final List<String> taken = new ArrayList<>();
  private final List<StreamClient> gone = new ArrayList<>();
  private boolean completed;
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final StreamClient client =
      new StreamClient(new Reader(), new StreamConnection(channel), bytes("begin"), gone::add);

  @Test
  void nothingIsSentThatWasNotAskedFor() {
    client.send(bytes("1"), 0);
    assertEquals(List.of(), taken);
    client.request(1);
    assertEquals(List.of("begin"), taken);
    client.request(1);
    assertEquals(List.of("begin", "1"), taken);
  }

  @Test
  void whoIsSlowGetsTheNewestEventAndNoOther() {
    client.request(1);
    for (int n = 1; n <= 100_000; n++) {
      client.send(bytes(Integer.toString(n)), n);
    }
    client.request(Long.MAX_VALUE);
    assertEquals(List.of("begin", "100000"), taken);
  }

  @Test
  void aHeartbeatNeverTakesTheplaceOfAnEvent() {
    client.request(1);
    client.send(bytes("1"), 0);
    client.heartbeat(0);
    client.request(5);
    client.heartbeat(0);
    assertEquals(List.of("begin", "1", ":\n\n"), taken);
  }

  @Test
  void whoTakesNothingIsStuckFromTheFirstThatItDidNotTake() {
    client.request(1);
    assertFalse(client.stuck(1_000, 10));
    client.heartbeat(100);
    client.send(bytes("1"), 900);
    assertFalse(client.stuck(110, 10));
    assertTrue(client.stuck(111, 10));
    client.request(1);
    assertFalse(client.stuck(1_000, 10));
  }

  @Test
  void whoLeavesIsForgottenAndSentNothing() {
    client.cancel();
    client.request(5);
    client.send(bytes("1"), 0);
    assertEquals(List.of(client), gone);
    assertEquals(List.of(), taken);
  }

  @Test
  void whoIsCutOffIsTold() {
    client.end();
    assertTrue(completed);
    assertEquals(List.of(client), gone);
  }

  @Test
  void whoseStreamIsCutHoldsNoMemory() {
    channel.write(Unpooled.wrappedBuffer(bytes("never flushed")));
    assertTrue(client.held() > 0);
    client.cut();
    assertFalse(channel.isOpen());
    assertEquals(0, client.held());
    assertEquals(List.of(client), gone);
  }

  @Test
  void theEndComesAfterTheEventThatIsBeingTaken() {
    client.request(5);
    client.send(bytes("end"), 0);
    assertEquals(List.of("begin", "end", "taken", "completed"), taken);
    client.end();
    assertEquals("completed", taken.getLast());
    assertEquals(4, taken.size());
  }

  @Test
  void whoHasLeftIsNotTold() {
    client.cancel();
    client.end();
    assertFalse(completed);
  }

  @Test
  void whoAsksForMoreInTheMiddleOfAnEventGetsItOnceAndInOrder() {
    client.request(1);
    client.send(bytes("again"), 0);
    client.request(1);
    client.send(bytes("2"), 0);
    assertEquals(List.of("begin", "again", "2"), taken);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private final class Reader implements Subscriber<byte[]> {
    @Override
    public void onSubscribe(Subscription subscription) {}

    @Override
    public void onNext(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      taken.add(text);
      if (text.equals("again")) {
        client.request(1);
      }
      if (text.equals("end")) {
        client.end();
        taken.add("taken");
      }
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {
      completed = true;
      if (taken.contains("taken")) {
        taken.add("completed");
      }
    }
  }
}

package dev.aviary.flag.ofrep;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import dev.aviary.flag.Listener;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.json.Json.ObjectNode;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** What one client, or one too many, does to the others. */
final class StreamLimitsIT {
  private final RealRedis redis = RealRedis.start();

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void whenAsManyListenAsCanTheNextOneIsToldToWait() {
    Map<String, Object> settings =
        Map.of("aviary.ofrep.streams.most", 1, "aviary.ofrep.streams.heartbeat", "100ms");
    try (var service = FlagService.on(redis, settings)) {
      try (var first = listen(service)) {
        first.next();
        HttpResponse<String> second = service.get(StreamController.PATH);
        assertEquals(503, second.statusCode());
        assertEquals("10", second.headers().firstValue("Retry-After").orElse(""));
        assertTrue(second.body().contains("\"errorDetails\""), second.body());
      }
      eventually("there is room again", () -> reaches(service));
    }
  }

  @Test
  void whoCameBetweenTheLookAndTheBeginningGetsNoPlaceThatIsNotThere() {
    try (var service = FlagService.on(redis, Map.of("aviary.ofrep.streams.most", 1))) {
      EventStreams streams = service.bean(EventStreams.class);
      var first = new Taker();
      var second = new Taker();
      streams.open(first, connection(), "first", null);
      streams.open(second, connection(), "second", null);
      assertTrue(second.completed);
      assertFalse(first.completed);
      assertTrue(streams.full());
    }
  }

  @Test
  void whoTakesNothingIsCutOffAndHoldsUpNobody() {
    Map<String, Object> settings =
        Map.of("aviary.ofrep.streams.heartbeat", "100ms", "aviary.ofrep.streams.slow", "200ms");
    try (var service = FlagService.on(redis, settings);
        var stuck = new RawClient(service);
        var listener = listen(service)) {
      EventStreams streams = service.bean(EventStreams.class);
      stuck.write("GET " + StreamController.PATH + " HTTP/1.1\r\nHost: flags\r\n\r\n");
      eventually("both listen", () -> Ofrep.listening(service) == 2);
      eventually(
          "it is cut off",
          () -> {
            // More than sockets hold for somebody who does not read.
            streams.tell(large());
            return Ofrep.listening(service) == 1;
          });
      assertFalse(listener.hasEnded());
      listener.awaitHeartbeat();
    }
  }

  @Test
  void whoReadsNothingHoldsLittleMemoryAndTheSlowestOfAllAreCutOff() {
    Map<String, Object> settings =
        Map.of("aviary.ofrep.streams.heartbeat", "100ms", "aviary.ofrep.streams.held", 2_000_000);
    List<RawClient> stuck = new ArrayList<>();
    try (var service = FlagService.on(redis, settings);
        var listener = listen(service)) {
      EventStreams streams = service.bean(EventStreams.class);
      for (int i = 0; i < 8; i++) {
        var client = new RawClient(service);
        stuck.add(client);
        client.write("GET " + StreamController.PATH + " HTTP/1.1\r\nHost: flags\r\n\r\n");
      }
      eventually("all listen", () -> Ofrep.listening(service) == 9);
      eventually(
          "some are cut off",
          () -> {
            streams.tell(large());
            return Ofrep.listening(service) < 9;
          });
      eventually("little is held", () -> streams.held() <= 2_000_000);
      assertFalse(listener.hasEnded());
      listener.awaitHeartbeat();
    } finally {
      stuck.forEach(RawClient::close);
    }
  }

  @Test
  void whatGoesWrongWithOneClientIsToldToAllOthers() {
    try (var service = FlagService.on(redis)) {
      EventStreams streams = service.bean(EventStreams.class);
      List<Taker> takers = new ArrayList<>();
      for (int n = 0; n < 20; n++) {
        var taker = new Taker();
        takers.add(taker);
        streams.open(taker, connection(), null, null);
        streams.open(
            new Taker() {
              @Override
              public void onNext(byte[] bytes) {
                super.onNext(bytes);
                if (taken.get() > 2) {
                  throw new IllegalStateException("a client that goes wrong");
                }
              }
            },
            connection(),
            null,
            null);
      }
      service.put("/flags/one", "{\"on\": true}");
      eventually("all are told", () -> takers.stream().allMatch(taker -> taker.taken.get() > 2));
    }
  }

  private static boolean reaches(FlagService service) {
    try (var listener = listen(service)) {
      return listener.status() == 200;
    }
  }

  private static Listener listen(FlagService service) {
    return Listener.to(service.request(StreamController.PATH));
  }

  private static StreamConnection connection() {
    return new StreamConnection(new EmbeddedChannel());
  }

  private static StreamEvent large() {
    var edition = new Edition(Ruleset.EMPTY, ObjectNode.EMPTY, "x".repeat(500_000), "", false);
    return StreamEvent.of(edition, 0);
  }

  /** Takes all that it gets. */
  private static class Taker implements Subscriber<byte[]> {
    final AtomicInteger taken = new AtomicInteger();
    volatile boolean completed;

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(byte[] bytes) {
      taken.incrementAndGet();
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {
      completed = true;
    }
  }
}

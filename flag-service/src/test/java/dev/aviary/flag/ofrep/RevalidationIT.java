package dev.aviary.flag.ofrep;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that has all flags is answered before the framework, and cannot tell. */
final class RevalidationIT {
  private static final String CONTEXT = "{\"context\":{\"targetingKey\":\"u-1\"}}";
  private static final String CHUNKED =
      "POST " + Ofrep.FLAGS + " HTTP/1.1\r\nHost: flags\r\nTransfer-Encoding: chunked\r\n";
  private static RealRedis redis;
  private static FlagService service;
  private static String tag;

  @BeforeAll
  static void twoFlags() {
    redis = RealRedis.start();
    service = FlagService.on(redis, Map.of("aviary.ofrep.limits.requests-per-second", 0));
    service.put("/flags/one", "{\"on\": true}");
    service.put("/flags/two", "{\"on\": false}");
    tag = Ofrep.tag(Ofrep.all(service, CONTEXT));
  }

  @AfterAll
  static void stop() {
    service.close();
    redis.close();
  }

  @Test
  void theFrameworkDoesNotSeeItsRequest() {
    double before = Ofrep.answeredByTheFramework(service);
    try (var client = new RawClient(service)) {
      client.write(again(CONTEXT));
      assertEquals(304, client.read().status());
      client.write(again(CONTEXT));
      assertEquals(304, client.read().status());
    }
    assertEquals(before, Ofrep.answeredByTheFramework(service));
  }

  @Test
  void itsAnswerHasTheFieldsOfTheFrameworksOwn() {
    try (var client = new RawClient(service)) {
      client.write(again(CONTEXT));
      Map<String, String> shortcut = client.read().fields();
      double before = Ofrep.answeredByTheFramework(service);
      client.write(chunked());
      Map<String, String> framework = client.read().fields();
      eventually("it counts", () -> Ofrep.answeredByTheFramework(service) == before + 1);
      assertEquals(withoutDate(framework), withoutDate(shortcut));
      assertTrue(
          shortcut.getOrDefault("date", "").matches("\\w{3}, \\d\\d \\w{3} \\d{4} [\\d:]{8} GMT"));
    }
  }

  @Test
  void aBodyMayComeInPieces() {
    String request = again(CONTEXT);
    try (var client = new RawClient(service)) {
      for (int at = 0; at < request.length(); at += 40) {
        client.write(request.substring(at, Math.min(at + 40, request.length())));
        Thread.onSpinWait();
      }
      assertEquals(304, client.read().status());
    }
  }

  @Test
  void answersKeepTheOrderOfTheirRequests() {
    String one = RawClient.request(Ofrep.FLAGS + "/one", "", CONTEXT);
    String unknown = RawClient.request(Ofrep.FLAGS + "/none", "", CONTEXT);
    try (var client = new RawClient(service)) {
      client.write(again(CONTEXT) + one + again(CONTEXT) + again(CONTEXT) + unknown + again(""));
      List<Integer> statuses =
          Stream.generate(client::read).limit(6).map(each -> each.status()).toList();
      assertEquals(List.of(304, 200, 304, 304, 404, 200), statuses);
    }
  }

  @Test
  void whoReadsLateMissesNoAnswer() throws Exception {
    int requests = 40_000;
    var begun = new CountDownLatch(1);
    try (var client = new RawClient(service)) {
      Thread writer =
          Thread.startVirtualThread(() -> {
            for (int n = 0; n < requests; n += 100) {
              client.write(again(CONTEXT).repeat(100));
              if (n > requests / 2) {
                begun.countDown();
              }
            }
          });
      // Until half is written, or until nothing more can be, because nobody reads.
      assertTrue(begun.await(2, TimeUnit.SECONDS) || writer.isAlive());
      for (int n = 0; n < requests; n++) {
        assertEquals(304, client.read().status());
      }
      writer.join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"context\":", "{\"context\":1}", "[]"})
  void whatCannotBeReadGetsItsWords(String body) {
    try (var client = new RawClient(service)) {
      client.write(again(body));
      RawClient.Answer answer = client.read();
      assertEquals(400, answer.status());
      assertTrue(answer.body().contains("errorDetails"), answer.body());
    }
  }

  @Test
  void aBodyThatIsTooLargeToBeHeldIsAnsweredToo() {
    String large = CONTEXT + " ".repeat(Revalidation.LARGEST);
    try (var client = new RawClient(service)) {
      client.write(again(large));
      assertEquals(304, client.read().status());
      client.write(again(CONTEXT));
      assertEquals(304, client.read().status());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_001, 2_147_483_648L, 3_000_000_000L})
  void aBodyOfALengthThatNobodyMaySendIsNotWaitedFor(long length) {
    String fields = "If-None-Match: %s\r\nContent-Length: %d\r\n\r\n".formatted(tag, length);
    try (var client = new RawClient(service)) {
      client.write("POST " + Ofrep.FLAGS + " HTTP/1.1\r\nHost: flags\r\n" + fields + "{");
      assertEquals(413, client.read().status());
    }
  }

  @Test
  void aConnectionThatIsToEndEnds() {
    try (var client = new RawClient(service)) {
      String fields = "If-None-Match: " + tag + "\r\nConnection: close\r\n";
      client.write(RawClient.request(Ofrep.FLAGS, fields, CONTEXT));
      RawClient.Answer answer = client.read();
      assertEquals(304, answer.status());
      assertEquals("close", answer.fields().get("connection"));
    }
  }

  @Test
  void itCountsAsOneOfTheRequestsThatAClientMayMake() {
    Map<String, Object> settings =
        Map.of("aviary.ofrep.limits.requests-per-second", 1, "aviary.ofrep.limits.burst", 3);
    try (RealRedis own = RealRedis.start();
        FlagService limited = FlagService.on(own, settings);
        var client = new RawClient(limited)) {
      client.write(again("{}").replace(tag, "*"));
      assertEquals(304, client.read().status());
      client.write(RawClient.request(Ofrep.FLAGS, "", "{}"));
      assertEquals(200, client.read().status());
      client.write(again("{}").replace(tag, "*").repeat(3));
      List<Integer> statuses =
          Stream.generate(client::read).limit(3).map(each -> each.status()).toList();
      assertTrue(statuses.contains(429), statuses.toString());
    }
  }

  @Test
  void withoutATokenNothingIsAnsweredWhereOneIsNeeded() {
    Map<String, Object> settings = Map.of("aviary.ofrep.readers.anonymous", false);
    try (RealRedis own = RealRedis.start();
        FlagService closed = FlagService.on(own, settings);
        var client = new RawClient(closed)) {
      client.write(again(CONTEXT).replace(tag, "*"));
      assertEquals(401, client.read().status());
      String unknown = "If-None-Match: *\r\nX-API-Key: nobody-has-this\r\n";
      client.write(RawClient.request(Ofrep.FLAGS, unknown, CONTEXT));
      assertEquals(401, client.read().status());
      String admin = "If-None-Match: *\r\nAuthorization: Bearer " + FlagService.TOKEN + "\r\n";
      client.write(RawClient.request(Ofrep.FLAGS, admin, CONTEXT));
      assertEquals(304, client.read().status());
    }
  }

  private static String again(String body) {
    return RawClient.request(Ofrep.FLAGS, "If-None-Match: " + tag + "\r\n", body);
  }

  private static String chunked() {
    return "%sIf-None-Match: %s\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
        .formatted(CHUNKED, tag, CONTEXT.length(), CONTEXT);
  }

  private static Map<String, String> withoutDate(Map<String, String> fields) {
    var others = new TreeMap<>(fields);
    others.remove("date");
    return others;
  }
}

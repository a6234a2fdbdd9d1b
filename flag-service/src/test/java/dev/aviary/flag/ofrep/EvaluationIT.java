package dev.aviary.flag.ofrep;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.caller.Caller;
import dev.aviary.contract.caller.CallerStore;
import dev.aviary.contract.caller.CallerToken;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EvaluationIT {
  private static final String CONTEXT =
      "{\"context\":{\"targetingKey\":\"u-1\",\"plan\":\"free\"}}";
  private static final String CANARY_ONLY =
      """
      {"state":"ENABLED","variants":{"on":true,"off":false},"defaultVariant":"off",
       "targeting":{"if":[{"==":[{"var":"aviary.track"},"canary"]},"on","off"]}}\
      """;

  private final RealRedis redis = RealRedis.start();
  private final FlagService service = FlagService.on(redis);

  @BeforeEach
  void twoFlags() {
    service.put("/flags/one", "{\"on\": true}");
    service.put("/flags/two", "{\"on\": false}");
  }

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  @Test
  void anUnchangedClientIsAnswered304AndNoFlagIsEvaluated() {
    String tag = Ofrep.tag(Ofrep.all(service, CONTEXT));
    double before = Ofrep.evaluated(service);
    assertEquals(304, Ofrep.again(service, CONTEXT, tag).statusCode());
    assertEquals(before, Ofrep.evaluated(service));
    assertEquals(200, Ofrep.again(service, CONTEXT, "\"another\"").statusCode());
    assertEquals(before + 2, Ofrep.evaluated(service));
  }

  @Test
  void theTagFollowsFlagsAndContextAndNotTheOrderOfMembers() {
    String tag = Ofrep.tag(Ofrep.all(service, CONTEXT));
    String other = "{\"context\":{\"plan\":\"free\",\"targetingKey\":\"u-1\"}}";
    assertEquals(304, Ofrep.again(service, other, tag).statusCode());
    String pro = CONTEXT.replace("free", "pro");
    assertEquals(200, Ofrep.again(service, pro, tag).statusCode());
    service.toggle("two");
    HttpResponse<String> after = Ofrep.again(service, CONTEXT, tag);
    assertEquals(200, after.statusCode());
    assertNotEquals(tag, Ofrep.tag(after));
  }

  @Test
  void aFlagsReturnToItsFormerStateDoesNotBringTheFormerTagBack() {
    String tag = Ofrep.tag(Ofrep.all(service, CONTEXT));
    service.toggle("two");
    service.toggle("two");
    assertEquals(200, Ofrep.again(service, CONTEXT, tag).statusCode());
  }

  @Test
  void timeThatChangesAResultChangesTheTag() {
    Instant soon = Instant.now().plusSeconds(2);
    String killed =
        """
        {"state":"ENABLED","variants":{"on":true},"defaultVariant":"on","aviary":{"kill":{"until":"%s"}}}\
        """
            .formatted(soon);
    service.put("/flags/three", killed);
    String tag = Ofrep.tag(Ofrep.all(service, CONTEXT));
    eventually("the kill ends", () -> Ofrep.again(service, CONTEXT, tag).statusCode() == 200);
  }

  @Test
  void whoWasToldOfAnotherConfigurationGetsAllFlags() {
    String tag = Ofrep.tag(Ofrep.all(service, CONTEXT));
    var request =
        Ofrep.post(service, Ofrep.FLAGS + "?flagConfigEtag=%22another%22", CONTEXT)
            .header("If-None-Match", tag);
    assertEquals(200, service.send(request).statusCode());
  }

  @Test
  void aFlagIsOnForTheCanaryContainerAndForNobodyElse() {
    service.put("/flags/siege", CANARY_ONLY);
    String canary = container(Track.CANARY, Slot.CANARY, 1);
    String stable = container(Track.STABLE, Slot.STABLE_1, 2);
    assertTrue(as(canary).contains("\"value\":true"), as(canary));
    assertTrue(as(stable).contains("\"value\":false"), as(stable));
    String anybody =
        Ofrep.one(service, "siege", "{\"context\":{\"aviary\":{\"track\":\"canary\"}}}").body();
    assertTrue(anybody.contains("\"value\":false"), anybody);
  }

  @Test
  void twoContainersWithTheSameContextHaveTagsOfTheirOwn() {
    String canary = container(Track.CANARY, Slot.CANARY, 1);
    String stable = container(Track.STABLE, Slot.STABLE_1, 2);
    assertNotEquals(tagOf(canary), tagOf(stable));
    assertEquals(tagOf(canary), tagOf(canary));
  }

  @Test
  void anUnknownTokenIsRefusedWithAWordInJson() {
    var request =
        Ofrep.post(service, Ofrep.FLAGS, "{}").header("Authorization", "Bearer nobody-has-this");
    HttpResponse<String> answer = service.send(request);
    assertEquals(401, answer.statusCode());
    assertTrue(answer.body().contains("\"errorDetails\":\"that token is not known\""));
  }

  @Test
  void withoutRedisEvaluationGoesOnAndSaysThatItIsStale() {
    String canary = container(Track.CANARY, Slot.CANARY, 1);
    service.put("/flags/siege", CANARY_ONLY);
    assertTrue(as(canary).contains("\"value\":true"));
    redis.stop();
    eventually("it says so", () -> as(canary).contains("\"metadata\":{\"stale\":true}"));
    assertTrue(as(canary).contains("\"value\":true"), as(canary));
    redis.startAgain();
    eventually("it is over", () -> as(canary).contains("\"metadata\":{}"));
  }

  private String as(String token) {
    var request = Ofrep.post(service, Ofrep.FLAGS + "/siege", "{\"context\":{}}");
    return service.send(request.header("Authorization", "Bearer " + token)).body();
  }

  private String tagOf(String token) {
    var request = Ofrep.post(service, Ofrep.FLAGS, CONTEXT);
    return Ofrep.tag(service.send(request.header("X-API-Key", token)));
  }

  /** As the builder makes them known. */
  private String container(Track track, Slot slot, int seed) {
    CallerToken token = CallerToken.random(new SplittableRandom(seed));
    var client = redis.client();
    new CallerStore(new RedisLink(client), Wire.standalone())
        .save(token.hash(), new Caller("shop", "shop-1a2b3c4-7", track, slot));
    client.shutdown();
    return token.text();
  }
}

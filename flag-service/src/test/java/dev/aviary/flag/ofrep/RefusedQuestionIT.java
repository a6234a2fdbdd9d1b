package dev.aviary.flag.ofrep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why a client is not told what one flag gives. */
final class RefusedQuestionIT {
  private static final int BURST = 3;

  private final RealRedis redis = RealRedis.start();
  private final FlagService service =
      FlagService.on(
          redis,
          Map.of("aviary.ofrep.limits.requests-per-second", 1, "aviary.ofrep.limits.burst", BURST));

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  @Test
  void aContextThatCannotBeReadIsRefused() {
    refused(400, Ofrep.one(service, "one", "{\"context\": 7}"));
    refused(400, Ofrep.one(service, "one", "{"));
  }

  @Test
  void aBodyOfMoreThanAMillionBytesIsRefused() {
    String large = "{\"context\": {\"text\": \"%s\"}}".formatted("x".repeat(1_000_000));
    refused(413, Ofrep.one(service, "one", large));
  }

  @Test
  void anAddressThatAsksTooOftenWaits() {
    HttpResponse<String> last = Ofrep.one(service, "one", "{}");
    for (int asked = 0; asked < 10 * BURST && last.statusCode() != 429; asked++) {
      last = Ofrep.one(service, "one", "{}");
    }
    refused(429, last);
    assertTrue(last.headers().firstValue("Retry-After").isPresent(), last.toString());
  }

  private static void refused(int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"errorDetails\""), answer.body());
  }
}

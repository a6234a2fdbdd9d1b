package dev.aviary.builder.trigger;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.redis.RedisLink;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A request that is sent again with its {@code Idempotency-Key}. */
final class IdempotencyIT extends TriggerScene {
  /** Longer than the builder waits for an answer of Redis. */
  private static final int PAUSE_MILLIS = 6_000;

  @Test
  void isAnsweredAsTheFirstTimeThoughADeploymentOfItsOwnWouldBeMadeOtherwise() {
    String key = UUID.randomUUID().toString();
    Deployment first = accepted(deploy(key, "canary", ""));
    assertEquals(200, builder.post("/deployments/" + first.id() + "/cancel", "").statusCode());

    HttpResponse<String> again = deploy(key, "canary", "");
    assertSame(first, 202, again);
    assertEquals("true", again.headers().firstValue("Idempotency-Replayed").orElse(""));
    assertSame(first, 202, deploy('"' + key + '"', "canary", ""));
    assertEquals(List.of(first.id()), ids());

    accepted(deploy(UUID.randomUUID().toString(), "canary", ""));
    assertEquals(2, ids().size());
  }

  @Test
  void isRefusedWhenItIsAnotherRequest() {
    String key = UUID.randomUUID().toString();
    Deployment first = accepted(deploy(key, "canary", ""));
    assertProblem(422, "Idempotency-Key", deploy(key, "master", ""));
    assertEquals(List.of(first.id()), ids());
  }

  @Test
  void isDecidedAnewWhenItWasRefusedBefore() {
    String key = UUID.randomUUID().toString();
    assertProblem(422, "no branch", deploy(key, "later", ""));
    repository.change().file("Procfile", "web: c").file("id", app).pushTo("later");
    accepted(deploy(key, "later", ""));
  }

  @Test
  void needsAKeyThatIsOne() {
    assertProblem(400, "Idempotency-Key", deploy("a b", "canary", ""));
    assertProblem(400, "Idempotency-Key", deploy("x".repeat(201), "canary", ""));
    assertEquals(List.of(), ids());
  }

  @Test
  void whatMayStillTakeEffectIsSaidWhereRedisHangs() {
    builder.bean(RedisLink.class).commands().clientPause(PAUSE_MILLIS);
    HttpResponse<String> answer = deploy(UUID.randomUUID().toString(), "canary", "");
    assertProblem(503, "the change may still take effect", answer);
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    eventually("Redis goes on", () -> builder.get("/apps/" + app).statusCode() == 200);
  }

  private HttpResponse<String> deploy(String key, String branch, String more) {
    return builder.send(
        builder
            .admin("/deployments")
            .header("Idempotency-Key", key)
            .POST(
                BodyPublishers.ofString(
                    "{\"app\":\"%s\",\"branch\":\"%s\"%s}".formatted(app, branch, more))));
  }
}

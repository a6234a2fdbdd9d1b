package dev.aviary.builder.webhook;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.Pushes;
import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.RealTravis;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.testing.RealRedis;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delivery that Travis CI itself signed, posted as it was, and keys that cannot be had. */
final class RealDeliveryIT {
  @TempDir private Path folder;

  @Test
  void theRealDeliveryIsTakenAndATamperedOneIsNot() {
    try (var redis = RealRedis.start();
        var repository = RealRepository.in(folder.resolve("app.git"));
        var builder = start(redis, "aviary.travis.public-key", RealDelivery.KEY)) {
      assertEquals(404, post(builder, RealDelivery.FORM).statusCode(), "no app has its slug yet");

      repository.change().file("Procfile", "web: a").pushTo("master");
      builder
          .bean(SpecStore.class)
          .save(Specs.withSlug("flow-jsdoc", repository.url(), "kegsay/flow-jsdoc"));
      var answer = post(builder, RealDelivery.FORM);
      assertEquals(202, answer.statusCode(), answer.body());
      var deployment = Wire.standalone().read(answer.body(), Deployment.class);
      assertEquals("3a092c3a6032ebb50384c99b445f947e9ce86e2a", deployment.commit());
      assertEquals("master", deployment.branch());
      assertEquals("travis", deployment.trigger());

      var tampered = post(builder, RealDelivery.FORM.replace("Passed", "Fassed"));
      assertEquals(403, tampered.statusCode(), tampered.body());
    }
  }

  @Test
  void withoutAKeyADeliveryIsToComeAgain() {
    try (var redis = RealRedis.start();
        var travis = RealTravis.start();
        var builder = start(redis, "aviary.travis.config-url", travis.configUrl())) {
      travis.answers(false);
      String payload = Pushes.passed("nobody", "master", "1".repeat(40), 1);
      var answer = builder.deliver(travis, payload);
      assertEquals(503, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains(travis.configUrl()), answer.body());
      travis.answers(true);
      eventually(
          "the key is there again", () -> builder.deliver(travis, payload).statusCode() == 404);
    }
  }

  private RunningBuilder start(RealRedis redis, String setting, String value) {
    return RunningBuilder.start(
        "delivery",
        redis,
        folder.resolve("data"),
        Map.of(setting, value, "aviary.engine.host", "unix://" + folder.resolve("no.sock")));
  }

  private static HttpResponse<String> post(RunningBuilder builder, String form) {
    return builder.send(
        builder
            .open("/webhooks/travis")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Signature", RealDelivery.SIGNATURE.strip())
            .POST(BodyPublishers.ofString(form)));
  }
}

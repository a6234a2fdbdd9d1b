package dev.aviary.builder.engine;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.aviary.builder.testing.EngineSocket;
import dev.aviary.builder.testing.RealEngine;
import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.testing.RealRedis;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An engine that takes connections and answers nothing, as one does whose process is stopped. */
final class HungEngineIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @Test
  void isSaidByTheHealthAnswerTheLogAndTheDeploymentThatWaits(@TempDir Path folder) {
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    var logger = (Logger) LoggerFactory.getLogger(EngineContact.class);
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    try (var redis = RealRedis.start();
        var real = RealEngine.connect();
        var engine = EngineSocket.in(folder);
        var repository = RealRepository.in(folder.resolve("app.git"));
        var builder =
            RunningBuilder.start(
                real.instance(),
                redis,
                folder.resolve("data"),
                Map.of("aviary.engine.host", engine.host()))) {
      repository.change().file("Procfile", "web: a").pushTo("master");
      builder.bean(SpecStore.class).save(Specs.of("app", repository.url(), null));
      eventually("all is well", DEADLINE, () -> health(builder).statusCode() == 200);

      engine.hang();
      HttpResponse<String> health = health(builder);
      assertEquals(503, health.statusCode(), health.body());
      assertTrue(health.body().contains("the Docker engine cannot be used"), health.body());
      assertTrue(health.body().contains("lastAnswer"), health.body());

      HttpResponse<String> deployed =
          builder.post("/deployments", "{\"app\":\"app\",\"branch\":\"master\"}");
      assertEquals(202, deployed.statusCode(), deployed.body());
      String id = Wire.standalone().read(deployed.body(), Deployment.class).id();
      eventually(
          "it says what it waits for",
          DEADLINE,
          () -> lines(builder, id).contains("Waiting for the Docker engine, which last answered"));
      health(builder);
      assertEquals(List.of(Level.WARN), levels(log));

      engine.goOn();
      eventually("it is there again", DEADLINE, () -> health(builder).statusCode() == 200);
      eventually(
          "that is said too",
          DEADLINE,
          () -> lines(builder, id).contains("The Docker engine answers again"));
      assertEquals(List.of(Level.WARN, Level.INFO), levels(log));
      builder.post("/deployments/" + id + "/cancel", "");
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
  }

  private static List<Level> levels(ListAppender<ILoggingEvent> log) {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getLevel).toList();
  }

  private static HttpResponse<String> health(RunningBuilder builder) {
    return builder.get("/health");
  }

  private static String lines(RunningBuilder builder, String deployment) {
    return builder
        .send(builder.admin("/deployments/" + deployment + "/log").header("Accept", "text/plain"))
        .body();
  }
}

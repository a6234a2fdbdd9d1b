package dev.aviary.builder.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.builder.testing.RealEngine;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.testing.RealRedis;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the settings of apps share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AppsCase {
  final RealEngine engine = RealEngine.connect();
  RealRedis redis;
  RunningBuilder builder;
  String app;

  @BeforeAll
  void start(@TempDir Path folder) {
    redis = RealRedis.start();
    builder = RunningBuilder.start(engine.instance(), redis, folder, Map.of());
  }

  @AfterAll
  void stop() {
    builder.close();
    redis.close();
    engine.close();
  }

  @BeforeEach
  void anotherName() {
    app = "app-" + UUID.randomUUID().toString().substring(0, 8);
  }

  String git() {
    return git("");
  }

  /** A repository, and a host that no other app has. */
  String git(String mark) {
    return "\"repository\":\"file:///srv/git/a.git\",\"hosts\":[\"%s%s.test\"]"
        .formatted(app, mark);
  }

  HttpResponse<String> put(String name, String json) {
    return builder.send(
        builder.admin("/apps/" + name + "?check=false").PUT(BodyPublishers.ofString(json)));
  }

  static AppSpec read(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    return Wire.standalone().read(answer.body(), AppSpec.class);
  }
}

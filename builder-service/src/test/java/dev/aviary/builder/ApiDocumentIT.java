package dev.aviary.builder;

import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.contract.testing.ApiDocumentCase;
import dev.aviary.contract.testing.RealRedis;
import io.micronaut.web.router.Router;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class ApiDocumentIT extends ApiDocumentCase {
  private RealRedis redis;
  private RunningBuilder builder;

  @BeforeEach
  void start(@TempDir Path data) {
    redis = RealRedis.start();
    builder =
        RunningBuilder.start(
            "api-document",
            redis,
            data,
            Map.of("aviary.engine.host", "unix://" + data.resolve("no-engine.sock")));
  }

  @AfterEach
  void stop() {
    builder.close();
    redis.close();
  }

  @Override
  protected Router router() {
    return builder.bean(Router.class);
  }

  @Override
  protected int port() {
    return builder.admin("/").build().uri().getPort();
  }

  @Override
  protected String token() {
    return RunningBuilder.ADMIN_TOKEN;
  }
}

package dev.aviary.flag;

import dev.aviary.contract.testing.ApiDocumentCase;
import dev.aviary.contract.testing.RealRedis;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class ApiDocumentIT extends ApiDocumentCase {
  private RealRedis redis;
  private EmbeddedServer server;

  @BeforeEach
  void start() {
    redis = RealRedis.start();
    server = FlagService.server(redis, Map.of());
  }

  @AfterEach
  void stop() {
    server.close();
    redis.close();
  }

  @Override
  protected Router router() {
    return server.getApplicationContext().getBean(Router.class);
  }

  @Override
  protected int port() {
    return server.getPort();
  }

  @Override
  protected String token() {
    return FlagService.TOKEN;
  }
}

package dev.aviary.monitor;

import dev.aviary.contract.testing.ApiDocumentCase;
import dev.aviary.monitor.testing.ConsoleScene;
import io.micronaut.web.router.Router;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class ApiDocumentIT extends ApiDocumentCase {
  private final ConsoleScene scene = new ConsoleScene();

  @BeforeEach
  void start() {
    scene.start();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Override
  protected Router router() {
    return scene.bean(Router.class);
  }

  @Override
  protected int port() {
    return URI.create(scene.origin()).getPort();
  }

  @Override
  protected String token() {
    return ConsoleScene.TOKEN;
  }
}

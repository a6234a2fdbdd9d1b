package dev.aviary.balancer;

import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.testing.ApiDocumentCase;
import io.micronaut.web.router.Router;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class ApiDocumentIT extends ApiDocumentCase {
  private TestBalancer balancer;

  @BeforeEach
  void start() throws IOException {
    balancer = TestBalancer.launch();
  }

  @AfterEach
  void stop() {
    balancer.close();
  }

  @Override
  protected Router router() {
    return balancer.bean(Router.class);
  }

  @Override
  protected int port() {
    return balancer.adminPort();
  }

  @Override
  protected String token() {
    return TestBalancer.TOKEN;
  }
}

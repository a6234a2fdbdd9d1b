package dev.aviary.balancer.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BuilderRouteTest {
  private static final List<String> ALL = List.of("10.0.0.1", "10.0.0.2", "10.0.0.3");

  @Test
  void theBuilderOfALostNodeIsLeftForOneThatAccepts() {
    assertEquals("10.0.0.2", BuilderRoute.choose(ALL, "10.0.0.1", "10.0.0.2"::equals));
  }

  @Test
  void theBuilderThatIsReachedStaysWhateverTheNameServerPutsFirst() {
    assertEquals("10.0.0.3", BuilderRoute.choose(ALL, "10.0.0.3", _ -> true));
  }

  @Test
  void aBuilderWhoseAddressTheNameHasNoLongerIsLeft() {
    assertEquals("10.0.0.1", BuilderRoute.choose(ALL, "10.0.0.9", _ -> true));
    assertEquals("10.0.0.1", BuilderRoute.choose(List.of("10.0.0.1"), "10.0.0.9", _ -> true));
  }

  @Test
  void whereNoneAcceptsTheFirstIsTaken() {
    assertEquals("10.0.0.1", BuilderRoute.choose(ALL, "10.0.0.9", _ -> false));
  }

  @Test
  void whatAcceptsIsSeen() throws IOException {
    int port;
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
      port = server.getLocalPort();
      assertTrue(BuilderRoute.accepts("127.0.0.2", port));
    }
    assertFalse(BuilderRoute.accepts("127.0.0.2", port));
  }
}

package dev.aviary.balancer.traffic;

import static dev.aviary.balancer.testing.FrameClient.request;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.FrameClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.Arguments;

/** What the tests of frames of HTTP/2 share. */
abstract class Http2FramesCase extends TrafficCase {
  static final String[] GET = request("GET", "/");
  static final String[] POST = request("POST", "/");
  static final byte[] EIGHT = new byte[8];

  /** What a client does on a connection that has begun well. */
  @FunctionalInterface
  interface Sends {
    void to(FrameClient client) throws IOException;
  }

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.http2.cleartext", true);
  }

  /** Its answer stays away, so that streams stay open, where the path says so. */
  @BeforeAll
  void serveAll() throws Exception {
    var backend =
        TestBackend.start(conversation -> {
          for (String head = conversation.readHead();
              !head.isEmpty();
              head = conversation.readHead()) {
            conversation.readBody(head);
            if (head.contains(" /never ")) {
              conversation.awaitEnd();
            }
            conversation.answer("ok");
          }
        });
    Fleet.of(balancer()).with(Slot.STABLE_1, backend).publish();
  }

  static Arguments ends(String rule, int error, Sends sends) {
    return arguments(rule, error, sends);
  }

  static Sends frame(int type, int flags, int stream, byte... payload) {
    return client -> client.frame(type, flags, stream, payload);
  }

  static Sends block(String... fields) {
    return client -> client.headers(1, true, fields);
  }

  /** A stream whose request has ended and whose answer has not begun. */
  static FrameClient halfClosed(FrameClient client) throws IOException {
    return client.get(1, "/never");
  }

  static byte[] concat(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }
}

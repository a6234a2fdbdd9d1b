package dev.aviary.monitor.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.aviary.monitor.secret.MonitorSecret;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class SignatureTest {
  /** The vector of the libraries of Standard Webhooks. */
  @Test
  void theVectorOfTheSpecificationsOwnLibraries() {
    var signature =
        new MessageSignature(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    assertEquals("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", signature.secret());
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        signature.of(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1_614_265_330),
            "{\"test\": 2432232314}"));
  }

  @Test
  void eachListenerHasAKeyOfItsOwnThatStaysTheSame() {
    var secret = new MonitorSecret("0123456789abcdef".repeat(4));
    var ops = MessageSignature.of(listener("ops"), secret);
    assertEquals(ops.secret(), MessageSignature.of(listener("ops"), secret).secret());
    assertNotEquals(ops.secret(), MessageSignature.of(listener("ci"), secret).secret());
    assertEquals("whsec_".length() + 44, ops.secret().length());
  }

  private static Listener listener(String name) {
    return new Listener(name, MessageForm.WEBHOOK, URI.create("https://example.org/hook"));
  }
}

package dev.aviary.builder.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The signatures of webhooks, against values that were made by others. */
final class WebhookSecretTest {
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  /** The example of the Standard Webhooks libraries. */
  private final WebhookSecret secret =
      new WebhookSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

  @Test
  void aStandardWebhookIsSignedOverItsIdItsTimeAndItsBody() {
    assertEquals("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", secret.signingToken());
    String right = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    String id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    assertTrue(secret.verifiesStandard(id, "1614265330", BODY, right));
    assertTrue(secret.verifiesStandard(id, "1614265330", BODY, "v1,AAAA v2,x " + right));
    assertFalse(secret.verifiesStandard(id, "1614265331", BODY, right));
    assertFalse(secret.verifiesStandard("msg", "1614265330", BODY, right));
    assertFalse(secret.verifiesStandard(id, "1614265330", new byte[1], right));
    assertFalse(secret.verifiesStandard(id, "1614265330", BODY, ""));
  }

  @Test
  void aBodyIsSignedUnderTheTextThatAPersonEnters() {
    assertEquals("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", secret.text());
    String right = "5ee0e8e3d564cf9cbeea807e97cecc6cccf0b0e20aa28073cc267a2881a839fc";
    assertTrue(secret.verifies(BODY, right));
    assertTrue(secret.verifiesGitHub(BODY, "sha256=" + right));
    assertFalse(secret.verifiesGitHub(BODY, right));
    assertFalse(secret.verifies(BODY, right.substring(2)));
    assertFalse(secret.verifies(BODY, "no digits"));
    assertFalse(secret.verifies(BODY, null));
    assertFalse(secret.verifies(new byte[0], right));
  }
}

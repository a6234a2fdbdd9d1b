package dev.aviary.builder.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class BuildTokensTest {
  private static final BuildSecret SECRET = new BuildSecret("0123456789abcdef");
  private final BuildTokens tokens = new BuildTokens(SECRET);

  /** By {@code openssl dgst -sha256 -hmac <secret> -binary | basenc --base64url}. */
  @Test
  void aTokenIsTheHmacOfTheApp() {
    assertEquals("Px63XZwLqTek_bS1vijfabYpfyb3DATP9m_lVSEbahs", tokens.of("flask-app"));
  }

  @Test
  void aTokenOpensItsAppAndNoOther() {
    assertTrue(tokens.opens("flask-app", tokens.of("flask-app")));
    assertFalse(tokens.opens("flask-app", tokens.of("other-app")));
    assertFalse(tokens.opens("flask-app", ""));
  }

  @Test
  void theSecretIsNeverPrinted() {
    assertFalse(SECRET.toString().contains(SECRET.secret()));
  }
}

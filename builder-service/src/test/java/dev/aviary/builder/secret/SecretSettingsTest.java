package dev.aviary.builder.secret;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

final class SecretSettingsTest {
  private static final String KEY = "0123456789abcdef".repeat(4);

  @Test
  void theKeyIsShownNowhere() {
    assertFalse(new SecretSettings(KEY).toString().contains(KEY));
  }
}

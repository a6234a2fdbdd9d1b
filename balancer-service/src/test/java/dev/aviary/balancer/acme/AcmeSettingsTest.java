package dev.aviary.balancer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.BadValueException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AcmeSettingsTest {
  private static final String HMAC = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsU";

  @Test
  void letsEncryptIsAskedAndItsStagingServerByOneSwitch() {
    assertEquals(AcmeSettings.LETS_ENCRYPT, settings("", false, "", "").server().toString());
    assertEquals(AcmeSettings.STAGING, settings("", true, "", "").server().toString());
  }

  @Test
  void anotherDirectoryIsAskedInItsPlaceAndHasNoSwitch() {
    String other = "https://acme.example/directory";
    assertEquals(other, settings(other, false, "", "").server().toString());
    assertThrows(BadValueException.class, () -> settings(other, true, "", ""));
    assertThrows(BadValueException.class, () -> settings("http://acme.example", false, "", ""));
  }

  @Test
  void anExternalAccountHasANameAndAKeyWhichIsShownNowhere() {
    assertThrows(BadValueException.class, () -> settings("", false, "kid", ""));
    assertThrows(BadValueException.class, () -> settings("", false, "kid", "not base64"));
    assertFalse(settings("", false, "kid", HMAC).toString().contains(HMAC));
  }

  @Test
  void aContactIsOneMailAddress() {
    assertTrue(contact("you@you.example").contains("mailto:you@you.example"));
    assertThrows(BadValueException.class, () -> contact("you"));
    assertThrows(BadValueException.class, () -> contact("a@you.example,b@you.example"));
  }

  private static String contact(String contact) {
    return String.valueOf(
        new AcmeSettings(
                "",
                false,
                contact,
                true,
                "",
                "",
                "",
                Duration.ofMinutes(1),
                Duration.ofHours(6),
                Duration.ofMinutes(2))
            .contactAddress());
  }

  private static AcmeSettings settings(
      String directory, boolean staging, String eabKeyId, String eabHmac) {
    return new AcmeSettings(
        directory,
        staging,
        "",
        true,
        eabKeyId,
        eabHmac,
        "",
        Duration.ofMinutes(1),
        Duration.ofHours(6),
        Duration.ofMinutes(2));
  }
}

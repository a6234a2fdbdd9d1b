package dev.aviary.monitor.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MailSettingsTest {

  @Test
  void severalRecipientsAreSeparatedByCommas() {
    assertEquals(List.of("a@x.org", "b@x.org"), to("a@x.org, b@x.org,").recipients());
  }

  @Test
  void withoutAServerOrARecipientNothingIsMailed() {
    assertFalse(to("").complete());
    assertFalse(
        new MailSettings("", 0, "", "", "starttls", "", "a@localhost", "b@localhost").complete());
    assertTrue(to("b@localhost").complete());
  }

  @Test
  void whatIsWrongIsNamedByItsVariable() {
    refused("ALERT_TO", () -> to("nobody"));
    refused("ALERT_FROM", () -> of("tls", 0, "", "", "two words@x.org"));
    refused("SMTP_SECURITY", () -> of("ssl", 0, "", "", "a@x.org"));
    refused("SMTP_PORT", () -> of("tls", 65_536, "", "", "a@x.org"));
    refused("SMTP_PASSWORD", () -> of("tls", 0, "me", "", "a@x.org"));
    refused("SMTP_SECURITY", () -> of("plain", 0, "me", "secret", "a@x.org"));
  }

  @Test
  void aFileOfAuthoritiesThatHoldsSomethingElseIsNamed(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("ca.pem"), "no certificate");
    refused("SMTP_CA_FILE", () -> with(file));
    refused("SMTP_CA_FILE", () -> with(directory.resolve("missing.pem")));
  }

  @Test
  void anEmptyFileOfAuthoritiesMeansThePublicOnes(@TempDir Path directory) throws IOException {
    assertNull(with(Files.writeString(directory.resolve("ca.pem"), "")).authorities());
  }

  @Test
  void thePasswordIsNotPrinted() {
    assertFalse(of("tls", 0, "me", "secret", "a@x.org").toString().contains("secret"));
  }

  private static void refused(String variable, Runnable settings) {
    var refusal = assertThrows(IllegalArgumentException.class, settings::run);
    assertTrue(String.valueOf(refusal.getMessage()).contains(variable), refusal.getMessage());
  }

  private static MailSettings with(Path caFile) {
    return new MailSettings(
        "mail.x.org", 0, "", "", "starttls", caFile.toString(), "a@x.org", "b@x.org");
  }

  private static MailSettings to(String to) {
    return new MailSettings("mail.x.org", 0, "", "", "starttls", "", "a@x.org", to);
  }

  private static MailSettings of(
      String security, int port, String user, String password, String from) {
    return new MailSettings("mail.x.org", port, user, password, security, "", from, "b@x.org");
  }
}

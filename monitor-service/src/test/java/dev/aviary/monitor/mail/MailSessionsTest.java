package dev.aviary.monitor.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MailSessionsTest {

  /** RFC 5321, section 4.5.3.2.6. */
  @ParameterizedTest
  @CsvSource({"plain, smtp", "starttls, smtp", "tls, smtps"})
  void theServerHasTenMinutesForItsAnswer(String security, String protocol) {
    MailSessions sessions = sessions(security, 0);
    assertEquals(protocol, sessions.protocol());
    assertEquals("600000", sessions.of(false).getProperty("mail." + protocol + ".timeout"));
  }

  @ParameterizedTest
  @CsvSource({"plain, 25", "starttls, 587", "tls, 465"})
  void thePortFollowsFromTheSecurity(String security, int port) {
    assertEquals(port, sessions(security, 0).port());
  }

  @Test
  void aPortThatIsNamedIsTaken() {
    assertEquals(2525, sessions("tls", 2525).port());
  }

  private static MailSessions sessions(String security, int port) {
    return new MailSessions(
        new MailSettings("mail.x.org", port, "", "", security, "", "a@x.org", "b@x.org"));
  }
}

package dev.aviary.monitor.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.monitor.mail.SendResult.ServerAway;
import dev.aviary.monitor.mail.SendResult.Taken;
import dev.aviary.monitor.testing.Certificates;
import dev.aviary.monitor.testing.SmtpServer;
import dev.aviary.monitor.testing.SmtpServer.Security;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets the password: real servers with real certificates. */
final class MailServerTlsIT {
  private static final Letter LETTER = new Letter("1@test", "a subject", "a text");

  @TempDir private static Path directory;
  private static Certificates certificates;

  @BeforeAll
  static void make() {
    certificates = new Certificates(directory);
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void aServerOfTheOwnersAuthorityGetsTheMail(Security security) throws IOException {
    try (var server = SmtpServer.with(security, certificates.issued())) {
      assertInstanceOf(Taken.class, send(server, security, certificates.authority().toString()));
      assertTrue(server.commands().stream().anyMatch(each -> each.startsWith("AUTH PLAIN")));
      assertEquals(1, server.taken().size());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void aSelfSignedServerGetsNoPassword(Security security) throws IOException {
    refuses(security, certificates.selfSigned(), "");
    refuses(security, certificates.selfSigned(), certificates.authority().toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void aServerOfAnAuthorityThatNobodyNamedGetsNoPassword(Security security) throws IOException {
    refuses(security, certificates.issued(), "");
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void aServerWithTheCertificateOfAnotherHostGetsNoPassword(Security security) throws IOException {
    refuses(security, certificates.issuedForAnotherHost(), certificates.authority().toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void aServerWithAnExpiredCertificateGetsNoPassword(Security security) throws IOException {
    refuses(security, certificates.expired(), certificates.authority().toString());
  }

  @Test
  void aServerThatDoesNotOfferTlsGetsNoPassword() throws IOException {
    try (var server = SmtpServer.plain()) {
      assertInstanceOf(ServerAway.class, send(server, Security.STARTTLS, ""));
      assertNoPassword(server);
    }
  }

  private static void refuses(Security security, SSLContext certificate, String caFile)
      throws IOException {
    try (var server = SmtpServer.with(security, certificate)) {
      assertInstanceOf(ServerAway.class, send(server, security, caFile));
      assertNoPassword(server);
    }
  }

  private static void assertNoPassword(SmtpServer server) {
    assertTrue(
        server.commands().stream().noneMatch(each -> each.startsWith("AUTH")),
        server.commands().toString());
    assertEquals(0, server.taken().size());
  }

  private static SendResult send(SmtpServer server, Security security, String caFile) {
    var settings =
        new MailSettings(
            "127.0.0.1",
            server.port(),
            "me",
            "secret",
            security.name().toLowerCase(Locale.ROOT),
            caFile,
            "aviary@localhost",
            "owner@example.org");
    return new MailServer(settings, new MailSessions(settings))
        .send(LETTER, "owner@example.org", () -> {});
  }
}

package dev.aviary.monitor.mail;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** The owner's mail server. */
@Singleton
final class MailServer {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final MailSettings settings;
  private @Nullable Mailer mailer;

  MailServer(MailSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns when the server has taken the letter for this recipient.
   *
   * @throws MailException when it has not
   */
  void send(Letter letter, String recipient) {
    mailer().sendMail(email(letter, recipient), false).join();
  }

  private Email email(Letter letter, String recipient) {
    return EmailBuilder.startingBlank()
        .fixingMessageId("<" + letter.id() + ">")
        .from("Aviary", settings.from())
        .to(recipient)
        .withSubject(letter.subject())
        .withPlainText(letter.text())
        .withHeader("Auto-Submitted", "auto-generated")
        .buildEmail();
  }

  /** Made when the first mail is due: most days none is. */
  private synchronized Mailer mailer() {
    if (mailer == null) {
      mailer = make();
    }
    return mailer;
  }

  private Mailer make() {
    TransportStrategy strategy =
        switch (settings.security()) {
          case "tls" -> TransportStrategy.SMTPS;
          case "starttls" -> TransportStrategy.SMTP_TLS;
          default -> TransportStrategy.SMTP;
        };
    if (strategy == TransportStrategy.SMTP) {
      strategy.setOpportunisticTLS(false);
    }
    boolean anonymous = settings.username() == null || settings.username().isEmpty();
    return MailerBuilder.withSMTPServer(
            settings.host(),
            settings.port() == 0 ? strategy.getDefaultServerPort() : settings.port(),
            anonymous ? null : settings.username(),
            anonymous ? null : settings.password())
        .withTransportStrategy(strategy)
        .withSessionTimeout((int) PATIENCE.toMillis())
        .clearEmailValidator()
        .buildMailer();
  }
}

package dev.aviary.monitor.mail;

import dev.aviary.monitor.mail.SendResult.ContentRefused;
import dev.aviary.monitor.mail.SendResult.Postponed;
import dev.aviary.monitor.mail.SendResult.RecipientRefused;
import dev.aviary.monitor.mail.SendResult.ServerAway;
import dev.aviary.monitor.mail.SendResult.Taken;
import dev.aviary.monitor.mail.SendResult.Unconfirmed;
import jakarta.inject.Singleton;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.converter.EmailConverter;
import org.simplejavamail.email.EmailBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The owner's mail server. */
@Singleton
final class MailServer {
  private static final Logger LOG = LoggerFactory.getLogger(MailServer.class);
  private static final int PERMANENT = 500;
  private static final int TRANSIENT = 400;

  private final MailSettings settings;
  private final MailSessions sessions;

  MailServer(MailSettings settings, MailSessions sessions) {
    this.settings = settings;
    this.sessions = sessions;
  }

  /**
   * Returns when it is known what became of the letter; after minutes when the server is slow.
   *
   * @param textSent is called before the end of the text is sent: from then on the server may have
   *     the letter
   */
  SendResult send(Letter letter, String recipient, Runnable textSent) {
    boolean international = isInternational(recipient) || isInternational(settings.from());
    var session = sessions.of(international);
    MimeMessage message = EmailConverter.emailToMimeMessage(email(letter, recipient), session);
    var transport = new TrackedTransport(session, sessions.protocol(), textSent);
    try {
      return send(transport, message, recipient, international);
    } finally {
      close(transport);
    }
  }

  /** What becomes of the QUIT changes nothing about the letter. */
  private static void close(TrackedTransport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.atDebug().setCause(e).log("The mail server had ended the connection");
    }
  }

  private SendResult send(
      TrackedTransport transport, MimeMessage message, String recipient, boolean international) {
    try {
      transport.connect(settings.host(), sessions.port(), settings.user(), settings.secret());
    } catch (MessagingException e) {
      return new ServerAway(Failures.reason(e));
    }
    if (international && !transport.supportsExtension("SMTPUTF8")) {
      return new RecipientRefused(
          "the mail server does not offer SMTPUTF8 (RFC 6531), without which nothing but ASCII may"
              + " stand in "
              + (isInternational(recipient) ? recipient : settings.from()));
    }
    try {
      transport.sendMessage(message, message.getAllRecipients());
      return new Taken();
    } catch (MessagingException e) {
      return transport.textSent() ? answered(transport, e) : refused(e);
    }
  }

  /** After the end of the text. */
  private static SendResult answered(TrackedTransport transport, MessagingException failure) {
    int code = transport.answer();
    if (code >= PERMANENT) {
      return new ContentRefused(Failures.plain(transport.words()));
    }
    return code >= TRANSIENT
        ? new Postponed(Failures.plain(transport.words()))
        : new Unconfirmed("no answer to the end of the text: " + Failures.reason(failure));
  }

  /** Before the end of the text. */
  private static SendResult refused(MessagingException failure) {
    String reason = Failures.reason(failure);
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SendFailedException sending && names(sending.getInvalidAddresses())) {
        return new RecipientRefused(reason);
      }
    }
    return failure instanceof SMTPSendFailedException answer
            && answer.getCommand().equals("DATA")
            && answer.getReturnCode() >= PERMANENT
        ? new ContentRefused(reason)
        : new Postponed(reason);
  }

  private static boolean names(Address @Nullable [] addresses) {
    return addresses != null && addresses.length > 0;
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

  /** Whether an address can only be sent by SMTPUTF8. */
  private static boolean isInternational(String address) {
    return address.chars().anyMatch(each -> each > 127);
  }
}

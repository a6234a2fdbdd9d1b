package dev.aviary.system.stack;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.stream.Stream;

/** A real SMTP server that keeps what the monitor sends. */
public final class Mailbox implements AutoCloseable {
  /**
   * A mail.
   *
   * @param id the Message-ID
   */
  public record Mail(String id, String subject, String text) {}

  private final GreenMail server;

  Mailbox() {
    server = new GreenMail(ServerSetup.SMTP.dynamicPort());
    server.start();
  }

  int port() {
    return server.getSmtp().getPort();
  }

  /** The mails so far in whose text a word stands, such as a deployment's or release's id. */
  public List<Mail> about(String word) {
    return Stream.of(server.getReceivedMessages())
        .map(Mailbox::mail)
        .filter(mail -> mail.subject().contains(word) || mail.text().contains(word))
        .toList();
  }

  private static Mail mail(MimeMessage message) {
    try {
      return new Mail(
          message.getMessageID(), message.getSubject(), GreenMailUtil.getWholeMessage(message));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}

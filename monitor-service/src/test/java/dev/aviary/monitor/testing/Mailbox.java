package dev.aviary.monitor.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.aviary.contract.testing.RealRedis;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A real SMTP server that keeps what it takes, also while it is down. */
public final class Mailbox implements AutoCloseable {
  public static final String OWNER = "owner@example.org";

  private final ServerSetup setup =
      new ServerSetup(RealRedis.freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
  private final List<Mail> before = new ArrayList<>();
  private GreenMail server = launch();

  /** A mail that was taken. */
  public record Mail(String id, String from, String to, String subject, String text) {}

  public int port() {
    return setup.getPort();
  }

  public List<Mail> mails() {
    var all = new ArrayList<>(before);
    Arrays.stream(server.getReceivedMessages()).map(Mailbox::read).forEach(all::add);
    return all;
  }

  /** The mails with this in their subject. */
  public List<Mail> about(String subject) {
    return mails().stream().filter(each -> each.subject().contains(subject)).toList();
  }

  public void down() {
    before.addAll(Arrays.stream(server.getReceivedMessages()).map(Mailbox::read).toList());
    server.stop();
  }

  public void up() {
    server = launch();
  }

  @Override
  public void close() {
    server.stop();
  }

  private GreenMail launch() {
    var launched = new GreenMail(setup);
    launched.start();
    return launched;
  }

  private static Mail read(MimeMessage message) {
    try {
      return new Mail(
          message.getMessageID(),
          message.getFrom()[0].toString(),
          message.getRecipients(Message.RecipientType.TO)[0].toString(),
          message.getSubject(),
          String.valueOf(message.getContent()));
    } catch (MessagingException e) {
      throw new AssertionError("a mail that cannot be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

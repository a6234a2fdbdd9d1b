package dev.aviary.monitor.mail;

import dev.aviary.contract.file.CaFile;
import jakarta.inject.Singleton;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How the mail server is spoken to: by which protocol, verified by what, with how much patience.
 * The properties are those of {@code org.eclipse.angus.mail.smtp}.
 */
@Singleton
final class MailSessions {
  private static final int PORT = 25;

  /** RFC 6409, section 3.1. */
  private static final int SUBMISSION = 587;

  /** RFC 8314, section 3.3. */
  private static final int SUBMISSIONS = 465;

  private static final Duration CONNECT = Duration.ofSeconds(30);

  /** RFC 5321, section 4.5.3.2.6: the longest of its times, for the answer to the whole text. */
  static final Duration ANSWER = Duration.ofMinutes(10);

  private final MailSettings settings;
  private final @Nullable CaFile authorities;
  private final Map<Boolean, Session> sessions = new ConcurrentHashMap<>();

  MailSessions(MailSettings settings) {
    this.settings = settings;
    this.authorities = settings.authorities();
  }

  /** {@code smtps} where TLS comes first, else {@code smtp}. */
  String protocol() {
    return settings.security().equals("tls") ? "smtps" : "smtp";
  }

  int port() {
    if (settings.port() != 0) {
      return settings.port();
    }
    return switch (settings.security()) {
      case "tls" -> SUBMISSIONS;
      case "starttls" -> SUBMISSION;
      default -> PORT;
    };
  }

  /**
   * @param international whether addresses may hold more than ASCII. A letter that needs none of
   *     this is sent without it: a server further on may not know it
   */
  Session of(boolean international) {
    return sessions.computeIfAbsent(international, this::make);
  }

  private Session make(boolean international) {
    var properties = new Properties();
    properties.setProperty("mail.mime.allowutf8", Boolean.toString(international));
    set(properties, "connectiontimeout", CONNECT.toMillis());
    set(properties, "timeout", ANSWER.toMillis());
    set(properties, "writetimeout", ANSWER.toMillis());
    set(properties, "auth", settings.user() != null);
    set(properties, "starttls.enable", settings.security().equals("starttls"));
    set(properties, "starttls.required", settings.security().equals("starttls"));
    set(properties, "ssl.checkserveridentity", true);
    // What was said of the letter stands: nothing waits for the answer to QUIT.
    set(properties, "quitwait", false);
    // Else the library tries again with the authorities that Java brings.
    set(properties, "socketFactory.fallback", false);
    if (authorities != null) {
      properties.put(name("ssl.socketFactory"), authorities.context().getSocketFactory());
    }
    return Session.getInstance(properties);
  }

  private void set(Properties properties, String name, Object value) {
    properties.setProperty(name(name), value.toString());
  }

  private String name(String name) {
    return "mail." + protocol() + "." + name;
  }
}

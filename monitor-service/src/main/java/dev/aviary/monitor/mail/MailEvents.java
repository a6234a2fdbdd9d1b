package dev.aviary.monitor.mail;

import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the timeline is told about mails, each once. For one thread. */
@Singleton
final class MailEvents {
  static final String DELAYED = "mail-delayed";
  static final String RESUMED = "mail-resumed";
  static final String RECIPIENT_REFUSED = "mail-recipient-refused";

  private static final String MONITOR = "monitor";

  private final MailStatus status;
  private final EventLog log;
  private final InstantSource clock;
  private final Queue<Event> due = new ArrayDeque<>();
  private final Set<String> refused = new HashSet<>();
  private boolean delayed;

  MailEvents(MailStatus status, EventLog log, InstantSource clock) {
    this.status = status;
    this.log = log;
    this.clock = clock;
  }

  /**
   * A mail that no recipient gets. The event is mailed in its turn; where that mail is refused too,
   * a third one would be as well.
   */
  void setAside(String mail, String reason) {
    if (!mail.startsWith(EventMails.PREFIX)) {
      add(
          ActionNeeded.MAIL_SET_ASIDE,
          mail,
          "the mail server refuses the mail about this alert for good; read the alert at"
              + " GET /alerts of the monitor. The server's words: "
              + reason);
    }
  }

  /** Recipients that did not get a mail that others got. */
  void refused(Map<String, String> recipients) {
    refused.retainAll(recipients.keySet());
    recipients.forEach((recipient, reason) -> {
      if (refused.add(recipient)) {
        add(RECIPIENT_REFUSED, recipient, "the mail server refuses this recipient: " + reason);
      }
    });
  }

  /**
   * Writes what is due.
   *
   * @throws io.lettuce.core.RedisException when Redis is away: the rest is written later
   */
  void settle() {
    if (status.delayed() != delayed) {
      delayed = !delayed;
      add(delayed ? DELAYED : RESUMED, null, delayed ? why() : "no mail waits now");
    }
    for (Event next = due.peek(); next != null; next = due.peek()) {
      log.append(next);
      due.remove();
    }
  }

  private String why() {
    String reason = status.reason();
    return "the oldest mail waits since "
        + status.waiting().oldest()
        + (reason == null ? ": the mail server has not answered" : ": " + reason);
  }

  private void add(String what, @Nullable String subject, String why) {
    due.add(new Event(clock.instant(), MONITOR, what, null, subject, why));
  }
}

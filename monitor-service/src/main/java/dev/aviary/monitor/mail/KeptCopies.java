package dev.aviary.monitor.mail;

import dev.aviary.monitor.record.MailCopy;
import dev.aviary.monitor.record.MailCopyStore;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows over a restart which copies of a mail the mail server has, or perhaps has: before the end
 * of a text is sent, the copy is noted as one without an answer.
 */
@Singleton
final class KeptCopies {
  private static final Logger LOG = LoggerFactory.getLogger(KeptCopies.class);

  private final MailCopyStore store;
  private final InstantSource clock;

  KeptCopies(MailCopyStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * What is known of each recipient's copy.
   *
   * @throws RedisException when Redis is away: then nothing is known, and nothing may be sent
   */
  Map<String, Copy> of(DueMail mail, List<String> recipients) {
    Map<String, MailCopy> kept = mail.kept() ? store.of(mail.id()) : Map.of();
    Instant at = clock.instant();
    long now = System.nanoTime();
    var copies = new LinkedHashMap<String, Copy>();
    recipients.forEach(each -> {
      MailCopy copy = kept.get(each);
      copies.put(each, copy == null ? Copy.UNTRIED : Copy.of(copy, at, now));
    });
    return copies;
  }

  /**
   * A Redis that is away holds up no mail: only a restart before it is back could send it twice.
   */
  void keep(DueMail mail, String recipient, Copy copy) {
    if (!mail.kept()) {
      return;
    }
    try {
      Optional<MailCopy> kept = copy.toKeep(clock.instant(), System.nanoTime());
      if (kept.isPresent()) {
        store.put(mail.id(), recipient, kept.get());
      } else {
        store.remove(mail.id(), recipient);
      }
    } catch (RedisException e) {
      LOG.atWarn()
          .addKeyValue("mail", mail.id())
          .addKeyValue("reason", Failures.reason(e))
          .log("Could not note which recipients have a mail; a restart may send it again");
    }
  }

  /** The mail is dealt with. */
  void forget(DueMail mail) {
    if (mail.kept()) {
      store.forget(mail.id());
    }
  }
}

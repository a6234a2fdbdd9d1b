package dev.aviary.monitor.mail;

import jakarta.inject.Singleton;
import jakarta.mail.SendFailedException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.MailException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a letter to every recipient, to each once, however often it is tried. A recipient that the
 * mail server refuses for good (RFC 5321, section 4.2.1: 5yz) holds up none of the others.
 */
@Singleton
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final MailSettings settings;
  private final MailServer server;
  private final Set<String> served = new HashSet<>();
  private String letter = "";

  Delivery(MailSettings settings, MailServer server) {
    this.settings = settings;
    this.server = server;
  }

  /**
   * @throws MailException when somebody who may still get it has not, or nobody has
   */
  void bring(Letter next) {
    if (!next.id().equals(letter)) {
      letter = next.id();
      served.clear();
    }
    var refused = new LinkedHashMap<String, MailException>();
    @Nullable MailException failed = null;
    for (String recipient : settings.recipients()) {
      try {
        if (!served.contains(recipient)) {
          server.send(next, recipient);
          served.add(recipient);
        }
      } catch (MailException e) {
        if (refuses(e)) {
          refused.put(recipient, e);
        } else {
          failed = e;
        }
      }
    }
    check(refused, failed);
  }

  private void check(Map<String, MailException> refused, @Nullable MailException failed) {
    if (failed != null) {
      throw failed;
    }
    if (served.isEmpty()) {
      throw refused.values().iterator().next();
    }
    refused.forEach((recipient, reason) ->
        LOG.atError()
            .addKeyValue("recipient", recipient)
            .addKeyValue("letter", letter)
            .addKeyValue("reason", Failures.reason(reason))
            .log("The mail server refuses a recipient; the others have the mail"));
  }

  private static boolean refuses(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SendFailedException sending
          && sending.getInvalidAddresses() != null
          && sending.getInvalidAddresses().length > 0) {
        return true;
      }
    }
    return false;
  }
}

package dev.aviary.monitor.link;

import dev.aviary.monitor.secret.MonitorSecret;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the links of a mail. */
@Singleton
public final class Links {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final LinkSettings settings;
  private final MonitorSecret secret;
  private final LinkTokens tokens;
  private final InstantSource clock;

  Links(LinkSettings settings, MonitorSecret secret, LinkTokens tokens, InstantSource clock) {
    this.settings = settings;
    this.secret = secret;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Lines of a mail about a canary; none where the owner has set no address.
   *
   * @param mail its id
   */
  public List<String> of(String app, String deployment, String mail, List<LinkAction> actions) {
    if (!settings.isComplete() || !secret.isKnown() || actions.isEmpty()) {
      return List.of();
    }
    Instant expires = clock.instant().plus(settings.expiry()).truncatedTo(ChronoUnit.MINUTES);
    var lines = new ArrayList<String>();
    lines.add(
        "Each link opens a page with a button. It works once, until " + TIME.format(expires) + ":");
    for (LinkAction action : actions) {
      String token = tokens.write(new Link(action, app, deployment, mail, expires));
      lines.add("  " + action.button() + ":");
      lines.add("  " + settings.base() + LinkController.PATH + "/" + token);
    }
    return lines;
  }
}

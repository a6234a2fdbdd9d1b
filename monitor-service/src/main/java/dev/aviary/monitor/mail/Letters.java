package dev.aviary.monitor.mail;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Track;
import dev.aviary.monitor.link.LinkAction;
import dev.aviary.monitor.link.Links;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertNotice;
import dev.aviary.monitor.record.Culprit;
import jakarta.inject.Singleton;
import java.util.List;

/** Writes the mail that a notice asks for. */
@Singleton
final class Letters {
  private final Instance instance;
  private final Commands commands;
  private final RouteAcknowledgement acknowledgement;
  private final Links links;

  Letters(
      Instance instance,
      BuilderAddress builder,
      RouteAcknowledgement acknowledgement,
      Links links) {
    this.instance = instance;
    this.commands = new Commands(builder.url());
    this.acknowledgement = acknowledgement;
    this.links = links;
  }

  /** May wait for the acknowledgement, so that the mail can say whether it came. */
  Letter about(AlertNotice notice, Alert alert) {
    String id = notice.id() + "@" + instance.name() + ".aviary";
    return switch (notice.kind()) {
      case OPENED, WITHDRAWN, DRY ->
          new Letter(id, subject(AlertOpenedText.subject(alert)), opened(notice, alert));
      case CLOSED ->
          new Letter(id, subject(AlertClosedText.subject(alert)), AlertClosedText.of(alert));
    };
  }

  private String opened(AlertNotice notice, Alert alert) {
    boolean acknowledged = alert.isWithdrawn() && acknowledgement.comes();
    String text = new AlertOpenedText(alert, acknowledged, commands).toString();
    Culprit culprit = alert.culprit();
    boolean serves = culprit.track() == Track.CANARY && !alert.isWithdrawn();
    return serves
        ? withLinks(
            text,
            links.of(
                culprit.app(),
                culprit.deployment(),
                notice.id(),
                List.of(LinkAction.WITHDRAW, LinkAction.KEEP)))
        : text;
  }

  /** After the first paragraph, where a phone shows them. */
  static String withLinks(String text, List<String> links) {
    int end = text.indexOf("\n\n");
    return links.isEmpty() || end < 0
        ? text
        : text.substring(0, end) + "\n\n" + String.join("\n", links) + text.substring(end);
  }

  private String subject(String text) {
    return "[" + instance.name() + "] " + text;
  }
}

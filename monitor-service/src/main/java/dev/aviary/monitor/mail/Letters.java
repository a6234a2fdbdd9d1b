package dev.aviary.monitor.mail;

import dev.aviary.contract.alert.Alert;
import dev.aviary.contract.alert.Notice;
import dev.aviary.contract.app.Instance;
import jakarta.inject.Singleton;

/** Writes the mail that a notice asks for. */
@Singleton
final class Letters {
  private final Instance instance;
  private final Commands commands;
  private final Acknowledgement acknowledgement;

  Letters(Instance instance, BuilderAddress builder, Acknowledgement acknowledgement) {
    this.instance = instance;
    this.commands = new Commands(builder.url());
    this.acknowledgement = acknowledgement;
  }

  /** May wait for the acknowledgement, so that the mail can say whether it came. */
  Letter about(Notice notice, Alert alert) {
    String id = notice.id() + "@" + instance.name() + ".aviary";
    return switch (notice.kind()) {
      case OPENED, WITHDRAWN, DRY ->
          new Letter(id, subject(OpenedText.subject(alert)), opened(alert));
      case CLOSED -> new Letter(id, subject(ClosedText.subject(alert)), ClosedText.of(alert));
    };
  }

  private String opened(Alert alert) {
    boolean acknowledged = alert.isWithdrawn() && acknowledgement.comes();
    return new OpenedText(alert, acknowledged, commands).toString();
  }

  private String subject(String text) {
    return "[" + instance.name() + "] " + text;
  }
}

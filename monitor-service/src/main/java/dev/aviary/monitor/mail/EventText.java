package dev.aviary.monitor.mail;

import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import java.util.ArrayList;

/** What a mail says of one line of the timeline. */
final class EventText {
  private EventText() {}

  static String subject(Event event) {
    return ActionNeeded.by(event)
        ? "you must act: " + event.what()
        : (event.app() == null ? "" : event.app() + ": ") + event.what().replace('-', ' ');
  }

  static String body(Event event, BuilderAddress builder) {
    var lines = new ArrayList<String>();
    lines.add(event.why() == null ? event.what() : event.why());
    lines.add("");
    if (event.app() != null) {
      lines.add(CulpritFacts.line("app", event.app()));
    }
    if (event.subject() != null) {
      lines.add(CulpritFacts.line("about", event.subject()));
    }
    lines.add(CulpritFacts.line("event", event.what()));
    lines.add(CulpritFacts.line("told by", event.by()));
    lines.add(CulpritFacts.line("at", CulpritFacts.time(event.at())));
    lines.add("");
    lines.add("What else happened:");
    lines.add(
        "  curl -H \"Authorization: Bearer $AVIARY_ADMIN_TOKEN\" " + builder.url() + "/events");
    return String.join("\n", lines) + "\n";
  }
}

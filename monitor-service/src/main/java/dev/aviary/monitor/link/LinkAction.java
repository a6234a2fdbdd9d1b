package dev.aviary.monitor.link;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a link of a mail does, once. */
public enum LinkAction {
  /** The canary's release becomes the stable one. */
  PROMOTE("Promote the canary", "becomes the stable release"),
  /** The canary is taken out of the traffic. */
  WITHDRAW("Take the canary out", "is taken out of the traffic, for good"),
  /** Nothing but the timeline's line that the owner looked and keeps the canary. */
  KEEP("Keep the canary", "stays as it is; the timeline says that you looked");

  private final String button;
  private final String effect;

  LinkAction(String button, String effect) {
    this.button = button;
    this.effect = effect;
  }

  /** What stands on the button, and before the address in a mail. */
  String button() {
    return button;
  }

  /** What becomes of the canary, as the end of a sentence about it. */
  String effect() {
    return effect;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<LinkAction> named(String id) {
    return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
  }
}

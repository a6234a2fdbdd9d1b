package dev.aviary.monitor.alert;

import dev.aviary.contract.app.Slot;
import dev.aviary.monitor.record.Culprit;

/** App containers that do not exist. */
final class Birds {
  private Birds() {}

  static Culprit in(Slot slot) {
    return new Culprit(
        "ab12cd34ef56".repeat(5) + "0000",
        "bird-" + slot.id(),
        "bird",
        slot,
        slot.track(),
        "bird-0123456-1",
        "0123456789abcdef0123456789abcdef01234567",
        slot.track().id(),
        "d-" + slot.id());
  }
}

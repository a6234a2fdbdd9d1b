package dev.aviary.monitor.sample;

import dev.aviary.contract.alert.Culprit;
import dev.aviary.contract.app.Slot;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the labels of a container say about it. */
final class Labels {
  static final String INSTANCE = "dev.aviary.instance";

  private static final Logger LOG = LoggerFactory.getLogger(Labels.class);
  private static final String PREFIX = "dev.aviary.";
  private static final String APP = "app";

  private final String container;
  private final String name;
  private final Map<String, String> labels;

  Labels(String container, String name, @Nullable Map<String, String> labels) {
    this.container = container;
    this.name = name;
    this.labels = labels == null ? Map.of() : labels;
  }

  String role() {
    return value("role");
  }

  /** The app container that it is, or null for any other one. */
  @Nullable Culprit app() {
    if (!role().equals(APP)) {
      return null;
    }
    try {
      Slot slot =
          Slot.of(value("slot"))
              .orElseThrow(() -> new IllegalArgumentException("there is no such slot"));
      return new Culprit(
          container,
          name,
          value(APP),
          slot,
          slot.track(),
          value("release"),
          value("commit"),
          value("branch"),
          value("deployment"));
    } catch (IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("container", name)
          .addKeyValue("reason", e.getMessage())
          .log("Refused to judge a container: its labels cannot be read");
      return null;
    }
  }

  private String value(String label) {
    return labels.getOrDefault(PREFIX + label, "");
  }
}

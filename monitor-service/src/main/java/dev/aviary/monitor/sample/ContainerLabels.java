package dev.aviary.monitor.sample;

import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.Slot;
import dev.aviary.monitor.record.Culprit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the labels of a container say about it. */
final class ContainerLabels {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerLabels.class);

  /** Swarm's own label, of the containers of its tasks. */
  private static final String SERVICE = "com.docker.swarm.service.id";

  private final String container;
  private final String name;
  private final Map<String, String> labels;

  ContainerLabels(String container, String name, @Nullable Map<String, String> labels) {
    this.container = container;
    this.name = name;
    this.labels = labels == null ? Map.of() : labels;
  }

  /** By which slots name it. */
  String member() {
    return labels.getOrDefault(SERVICE, container);
  }

  String role() {
    return value(Labels.ROLE);
  }

  /** The app container that it is, or null for any other one. */
  @Nullable Culprit app() {
    if (!role().equals(Labels.ROLE_APP)) {
      return null;
    }
    try {
      Slot slot =
          Slot.of(value(Labels.SLOT))
              .orElseThrow(() -> new IllegalArgumentException("there is no such slot"));
      return new Culprit(
          container,
          name,
          value(Labels.APP),
          slot,
          slot.track(),
          value(Labels.RELEASE),
          value(Labels.COMMIT),
          value(Labels.BRANCH),
          value(Labels.DEPLOYMENT));
    } catch (IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("container", name)
          .addKeyValue("reason", e.getMessage())
          .log("Cannot judge a container: its labels cannot be read");
      return null;
    }
  }

  private String value(String label) {
    return labels.getOrDefault(label, "");
  }
}

package dev.aviary.builder.engine;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Placement;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a container is from its labels. */
final class LabelReader {
  private static final Logger LOG = LoggerFactory.getLogger(LabelReader.class);

  private final Wire wire;
  private final String network;

  LabelReader(Wire wire, String network) {
    this.wire = wire;
    this.network = network;
  }

  /** Nothing when the labels are not those of an app's container: it is then left alone. */
  Optional<AppContainer> read(Container container) {
    Map<String, String> labels = container.getLabels();
    try {
      AppSpec spec = wire.read(label(labels, Labels.SPEC), AppSpec.class);
      var release =
          new Release(
              label(labels, Labels.RELEASE),
              label(labels, Labels.APP),
              label(labels, Labels.BRANCH),
              label(labels, Labels.COMMIT),
              Check.text(container.getImageId(), "image"),
              spec.run(),
              spec.build(),
              names(labels.get(Labels.SECRET_NAMES)));
      return Optional.of(
          new AppContainer(
              container.getId(),
              container.getNames()[0].substring(1),
              Slot.of(label(labels, Labels.SLOT)).orElseThrow(IllegalArgumentException::new),
              new Placement(release, label(labels, Labels.DEPLOYMENT)),
              wire.readIfPresent(labels.get(Labels.PREVIOUS), Placement.class),
              spec,
              address(container),
              labels.get(Labels.CALLER),
              Objects.requireNonNullElse(container.getCreated(), 0L),
              state(container.getState())));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      LOG.atWarn()
          .addKeyValue("container", container.getId())
          .addKeyValue("reason", e.getMessage())
          .log("Left a container alone whose labels cannot be read");
      return Optional.empty();
    }
  }

  private static List<String> names(@Nullable String label) {
    return label == null || label.isEmpty() ? List.of() : List.of(label.split(",", -1));
  }

  private static String label(Map<String, String> labels, String name) {
    return Check.text(labels.get(name), "label " + name);
  }

  /** A container that has ended keeps the address that it was given, but has none at present. */
  private String address(Container container) {
    var settings = container.getNetworkSettings();
    ContainerNetwork at = settings == null ? null : settings.getNetworks().get(network);
    if (at == null) {
      return "";
    }
    String given = at.getIpamConfig() == null ? null : at.getIpamConfig().getIpv4Address();
    return Objects.requireNonNullElse(given != null ? given : at.getIpAddress(), "");
  }

  private static State state(String docker) {
    return switch (docker) {
      case "created" -> State.CREATED;
      case "running", "paused", "restarting" -> State.RUNNING;
      default -> State.ENDED;
    };
  }
}

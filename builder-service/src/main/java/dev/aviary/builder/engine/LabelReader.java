package dev.aviary.builder.engine;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Placement;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a container is from its labels. */
final class LabelReader {
  private static final Logger LOG = LoggerFactory.getLogger(LabelReader.class);

  /** Swarm's own label: the container is the task of a service, and known by that. */
  private static final String TASK = "com.docker.swarm.task.id";

  private final Wire wire;
  private final String network;

  LabelReader(Wire wire, String network) {
    this.wire = wire;
    this.network = network;
  }

  /** What can be read; a container whose labels say something else is left alone. */
  AppContainers read(List<Container> containers) {
    var slots = new ArrayList<AppContainer>();
    var sides = new ArrayList<SideContainer>();
    for (Container container : containers) {
      if (container.getLabels().containsKey(TASK)) {
        continue;
      }
      try {
        switch (String.valueOf(container.getLabels().get(Labels.ROLE))) {
          case Labels.ROLE_APP -> slots.add(slot(container));
          case Labels.ROLE_PROCESS, Labels.ROLE_RELEASE -> sides.add(side(container));
          default -> LOG.atTrace().log("Ignored a container of another role");
        }
      } catch (IllegalArgumentException | UncheckedIOException e) {
        LOG.atWarn()
            .addKeyValue("container", container.getId())
            .addKeyValue("reason", e.getMessage())
            .log("Ignored a container whose labels cannot be read");
      }
    }
    return new AppContainers(slots, sides);
  }

  private AppContainer slot(Container container) {
    return slot(
        container.getId(),
        name(container),
        container.getLabels(),
        container.getImageId(),
        address(container),
        createdAt(container),
        state(container.getState()));
  }

  /**
   * What stands in a slot.
   *
   * @param image the id of its image
   * @throws IllegalArgumentException when a label is missing, or says what it cannot
   */
  AppContainer slot(
      String id,
      String name,
      Map<String, String> labels,
      @Nullable String image,
      String address,
      long createdAt,
      State state) {
    AppSpec spec = wire.read(label(labels, Labels.SPEC), AppSpec.class);
    var release =
        new Release(
            label(labels, Labels.RELEASE),
            label(labels, Labels.APP),
            label(labels, Labels.BRANCH),
            label(labels, Labels.COMMIT),
            Check.text(image, "image"),
            spec.run(),
            spec.build(),
            names(labels.get(Labels.SECRET_NAMES)),
            null);
    return new AppContainer(
        id,
        name,
        Slot.of(label(labels, Labels.SLOT)).orElseThrow(IllegalArgumentException::new),
        new Placement(release, label(labels, Labels.DEPLOYMENT)),
        wire.readIfPresent(labels.get(Labels.PREVIOUS), Placement.class),
        spec,
        address,
        labels.get(Labels.CALLER),
        createdAt,
        state);
  }

  private SideContainer side(Container container) {
    Map<String, String> labels = container.getLabels();
    AppSpec spec = wire.read(label(labels, Labels.SPEC), AppSpec.class);
    return new SideContainer(
        container.getId(),
        name(container),
        label(labels, Labels.APP),
        label(labels, Labels.PROCESS),
        Track.of(label(labels, Labels.TRACK)).orElseThrow(IllegalArgumentException::new),
        label(labels, Labels.DEPLOYMENT),
        label(labels, Labels.RELEASE),
        address(container),
        labels.get(Labels.CALLER),
        createdAt(container),
        Duration.ofSeconds(spec.run().stopSeconds()),
        state(container.getState()));
  }

  private static String name(Container container) {
    return container.getNames()[0].substring(1);
  }

  private static long createdAt(Container container) {
    return Objects.requireNonNullElse(container.getCreated(), 0L);
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

package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.VolumeOptions;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.VolumeMount;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The named volumes of the apps. Docker makes one with the first container that mounts it, and
 * copies into it what the image has at that path, owner and all.
 */
@Singleton
public final class AppVolumes {
  private static final Logger LOG = LoggerFactory.getLogger(AppVolumes.class);

  private final DockerClient docker;
  private final Instance instance;

  AppVolumes(DockerClient docker, Instance instance) {
    this.docker = docker;
    this.instance = instance;
  }

  /**
   * The name of a volume for the engine. An underscore keeps the parts apart: apps and volumes have
   * none in their names, so that no two apps come to the same one.
   */
  static String name(Instance instance, String app, String volume) {
    return "aviary-%s_%s_%s".formatted(instance.name(), app, volume);
  }

  static List<Mount> mounts(Instance instance, AppSpec spec) {
    return spec.run().volumes().stream()
        .map(VolumeMount::of)
        .map(volume -> mount(instance, spec.name(), volume))
        .toList();
  }

  private static Mount mount(Instance instance, String app, VolumeMount volume) {
    var labels = new HashMap<>(Labels.of(instance));
    labels.put(Labels.ROLE, Labels.ROLE_VOLUME);
    labels.put(Labels.APP, app);
    return new Mount()
        .withType(MountType.VOLUME)
        .withSource(name(instance, app, volume.name()))
        .withTarget(volume.path())
        .withVolumeOptions(new VolumeOptions().withLabels(labels));
  }

  /** The names of an app's volumes, those that its settings name no longer among them. */
  public List<String> of(String app) {
    var labels = new HashMap<>(Labels.role(instance, Labels.ROLE_VOLUME));
    labels.put(Labels.APP, app);
    return docker
        .listVolumesCmd()
        .withFilter(
            "label",
            labels.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList())
        .exec()
        .getVolumes()
        .stream()
        .map(InspectVolumeResponse::getName)
        .sorted()
        .toList();
  }

  /** Removes what an app has kept. */
  public void clear(String app) {
    for (String volume : of(app)) {
      try {
        docker.removeVolumeCmd(volume).exec();
        LOG.atInfo().addKeyValue("volume", volume).log("Removed a volume");
      } catch (NotFoundException gone) {
        LOG.atDebug().addKeyValue("volume", volume).log("No volume to remove");
      } catch (DockerException e) {
        LOG.atWarn()
            .addKeyValue("volume", volume)
            .addKeyValue("reason", e.getMessage())
            .log("Kept a volume that is in use");
      }
    }
  }

  /** The paths at which an image has volumes of its own that the settings do not name. */
  public List<String> anonymous(String image, List<String> named) {
    try {
      var config = docker.inspectImageCmd(image).exec().getConfig();
      Map<String, ?> volumes = config == null ? null : config.getVolumes();
      var paths =
          new TreeSet<>(Objects.requireNonNullElse(volumes, Map.<String, Object>of()).keySet());
      named.stream().map(VolumeMount::of).map(VolumeMount::path).forEach(paths::remove);
      return List.copyOf(paths);
    } catch (NotFoundException gone) {
      return List.of();
    }
  }
}

package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.PruneType;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of the apps, by Aviary's own labels: other people's are never touched. */
@Singleton
public final class ImageShelf {
  /** How many of an app's images are kept whatever they are. */
  static final int KEPT_IMAGES = 5;

  private static final Duration LEFT_BEHIND = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(ImageShelf.class);

  private final DockerClient docker;
  private final Instance instance;
  private final BuildCache cache;

  ImageShelf(DockerClient docker, Instance instance, BuildCache cache) {
    this.docker = docker;
    this.instance = instance;
    this.cache = cache;
  }

  /**
   * Removes all images of an app but the newest {@value #KEPT_IMAGES} and those that are needed.
   *
   * @param needed ids of images that run, or may run again
   */
  public void prune(String app, Set<String> needed) {
    of(app).stream()
        .sorted(Comparator.comparing(Image::getCreated).reversed())
        .skip(KEPT_IMAGES)
        .filter(image -> !needed.contains(image.getId()))
        .forEach(this::remove);
    sweep();
  }

  /** Removes all images of an app that goes. */
  public void clear(String app) {
    of(app).forEach(this::remove);
  }

  private List<Image> of(String app) {
    return docker
        .listImagesCmd()
        .withLabelFilter(
            Map.of(
                Labels.INSTANCE, instance.name(), Labels.ROLE, Labels.ROLE_IMAGE, Labels.APP, app))
        .exec();
  }

  /**
   * Removes what broken builds left behind: images of the classic builder once they are too old for
   * the next build to go on from, and of BuildKit's cache what is over its limit.
   */
  public void sweep() {
    docker
        .pruneCmd(PruneType.IMAGES)
        .withDangling(true)
        .withLabelFilter(Labels.INSTANCE + "=" + instance.name())
        .withUntilFilter(LEFT_BEHIND.toHours() + "h")
        .exec();
    cache.bound();
  }

  private void remove(Image image) {
    try {
      docker.removeImageCmd(image.getId()).withForce(true).exec();
      LOG.atInfo().addKeyValue("image", image.getId()).log("Removed an image");
    } catch (DockerException e) {
      LOG.atInfo()
          .addKeyValue("image", image.getId())
          .addKeyValue("reason", e.getMessage())
          .log("Kept an image that is in use");
    }
  }
}

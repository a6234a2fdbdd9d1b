package dev.aviary.builder.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.aviary.builder.engine.EngineFactory;
import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.builder.recipe.ReleaseProcesses;
import dev.aviary.builder.registry.ImageReference;
import dev.aviary.builder.registry.ImageRegistry;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.seal.SealedException;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the image of a deployment from one in a registry: pulled by its digest, and given the
 * labels by which Aviary knows the images of its apps. They are of a container that is never
 * started, whose image is committed: no layer of it has a file.
 */
@Singleton
public final class ImagePull {
  private static final Logger LOG = LoggerFactory.getLogger(ImagePull.class);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final DockerClient docker;
  private final DockerClient streams;
  private final ImageRegistry registry;
  private final AppImages images;
  private final PullSettings settings;

  ImagePull(
      DockerClient docker,
      @Named(EngineFactory.STREAMS) DockerClient streams,
      ImageRegistry registry,
      AppImages images,
      PullSettings settings) {
    this.docker = docker;
    this.streams = streams;
    this.registry = registry;
    this.images = images;
    this.settings = settings;
  }

  /** Pulls the image until there is a result. Closing the conversation stops the engine. */
  public Built pull(AppSpec spec, Deployment deployment, String image, BuildWatch watch)
      throws InterruptedException {
    try {
      boolean ownersOwn = isHere(image);
      Optional<Built> against = ownersOwn ? Optional.empty() : pulled(spec, image, watch);
      if (against.isPresent()) {
        return against.get();
      }
      String release = images.nextRelease(deployment);
      label(deployment, image, release);
      if (!ownersOwn) {
        letGo(image);
      }
      return new Built.Image(images.tagged(spec, deployment, release));
    } catch (SealedException e) {
      return new Built.Broken(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return BuildFollower.away(e);
    } catch (RuntimeException e) {
      return BuildFollower.failure(e);
    }
  }

  private boolean isHere(String image) {
    try {
      docker.inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException notHere) {
      return false;
    }
  }

  /** What stands against it; nothing when it is here. */
  private Optional<Built> pulled(AppSpec spec, String image, BuildWatch watch)
      throws IOException, InterruptedException {
    watch.line("Pulling " + image);
    var command = streams.pullImageCmd(image);
    registry.login(spec.name(), ImageReference.of(image)).ifPresent(command::withAuthConfig);
    long begun = System.nanoTime();
    try (var output = new PullOutput(watch)) {
      command.exec(output);
      while (!output.ended(LOOK)) {
        if (!watch.wanted()) {
          return Optional.of(new Built.Unwanted());
        }
        if (output.bytes() > settings.limitBytes()) {
          return tooLarge();
        }
        if (System.nanoTime() - begun > settings.deadline().toNanos()) {
          docker.pingCmd().exec();
          return broken("not pulled within %d s".formatted(settings.deadline().toSeconds()));
        }
      }
      Optional<Built> against =
          output
              .broken()
              .map(ImagePull::failure)
              .or(() -> output.error().map(why -> new Built.Broken(image + ": " + why)));
      if (against.isEmpty() && output.bytes() > settings.limitBytes()) {
        letGo(image);
        return tooLarge();
      }
      return against;
    }
  }

  private Optional<Built> tooLarge() {
    return broken(
        "its layers have more than %d MiB (aviary.pull.limit-megabytes)"
            .formatted(settings.limitMegabytes()));
  }

  private static Optional<Built> broken(String reason) {
    return Optional.of(new Built.Broken(reason));
  }

  /** The engine answers what the registry has against it, with whatever status. */
  private static Built failure(Throwable e) {
    return e instanceof DockerException && !EngineFaults.lost(e)
        ? new Built.Broken(String.valueOf(e.getMessage()))
        : BuildFollower.away(e);
  }

  private void label(Deployment deployment, String image, String release) {
    String name = images.repository(deployment).replace('/', '-') + "-" + deployment.id();
    remove(name);
    String container =
        docker
            .createContainerCmd(image)
            .withName(name)
            .withLabels(images.labels(deployment, release, ReleaseProcesses.NONE))
            .exec()
            .getId();
    try {
      docker
          .commitCmd(container)
          .withRepository(images.repository(deployment))
          .withTag(release)
          .withPause(false)
          .exec();
    } finally {
      remove(Objects.requireNonNull(container));
    }
  }

  private void remove(String container) {
    try {
      docker.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException gone) {
      LOG.atDebug().addKeyValue("container", container).log("Nothing to remove");
    }
  }

  /** Its layers stay as those of the image that was made of it, and go with that one. */
  private void letGo(String image) {
    try {
      docker.removeImageCmd(image).exec();
    } catch (DockerException e) {
      LOG.atInfo()
          .addKeyValue("image", image)
          .addKeyValue("reason", e.getMessage())
          .log("Could not remove the name of a pulled image");
    }
  }
}

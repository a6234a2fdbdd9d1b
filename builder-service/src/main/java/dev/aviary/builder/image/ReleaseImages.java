package dev.aviary.builder.image;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.deployment.Deployment;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Makes another release of an image that is there already. */
@Singleton
public final class ReleaseImages {
  /** What an image says never changes: its id is a digest. */
  private final Map<String, ImageDefaults> defaults = new ConcurrentHashMap<>();

  private final AppImages images;

  ReleaseImages(AppImages images) {
    this.images = images;
  }

  /**
   * The same image as a release of the deployment, with the app's settings as they are now.
   *
   * @return nothing when the image is gone
   */
  public Optional<Built> again(AppSpec spec, Deployment deployment, Release of) {
    try {
      String release = images.nextRelease(deployment);
      images.name(of.image(), deployment, release);
      return Optional.of(
          new Built.Image(images.tagged(spec, deployment, release).withBuild(of.build())));
    } catch (NotFoundException gone) {
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(BuildFollower.failure(e));
    }
  }

  /** The settings with what they leave to an image; empty when that is not known. */
  public Optional<RunOptions> decided(RunOptions run, String image) {
    ImageDefaults known = defaults.get(image);
    if (known != null) {
      return Optional.of(known.beside(run));
    }
    try {
      ImageDefaults found = images.defaults(image);
      defaults.put(image, found);
      return Optional.of(found.beside(run));
    } catch (NotFoundException gone) {
      return Optional.empty();
    } catch (RuntimeException e) {
      if (!EngineFaults.away(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }
}

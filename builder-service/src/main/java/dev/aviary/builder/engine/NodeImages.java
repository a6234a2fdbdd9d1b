package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PushResponseItem;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings images to the swarm's other nodes, by the registry of the stack ({@code
 * deploy/images/registry}). The registry keeps nothing for long: what is pushed is pulled at once.
 */
@Singleton
final class NodeImages {
  private static final Logger LOG = LoggerFactory.getLogger(NodeImages.class);

  /** One for all apps: their images are told apart by their ids. */
  private static final String REPOSITORY = "/apps";

  private static final String DIGEST = "sha256:";
  private static final int TAG = 32;
  private static final int UNKNOWN = 500;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final DockerClient docker;
  private final DockerClient streams;
  private final EngineSettings settings;

  NodeImages(
      DockerClient docker,
      @Named(EngineFactory.STREAMS) DockerClient streams,
      EngineSettings settings) {
    this.docker = docker;
    this.streams = streams;
    this.settings = settings;
  }

  /**
   * Pushes an image of this engine; what the registry has already is not sent again.
   *
   * @param image its id
   * @return its name with its digest, by which every node gets these bytes and no others
   * @throws DockerException when the registry does not take it within 10 minutes
   */
  String ship(String image) {
    bring(image);
    docker.tagImageCmd(image, repository(), tag(image)).exec();
    return repository() + "@" + push(repository(), tag(image));
  }

  /**
   * Sees to it that this engine has an image, which the builder that led before may have made on
   * another node: pulls it from the registry, and takes it only if it is that very image.
   *
   * @param image its id
   * @throws DockerException when it is not to be had
   */
  void bring(String image) {
    if (has(image)) {
      return;
    }
    String failure = "it has another image under that name";
    try {
      docker
          .pullImageCmd(repository())
          .withTag(tag(image))
          .exec(new PullImageResultCallback())
          .awaitCompletion(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = "the service ends";
    } catch (DockerException | DockerClientException e) {
      failure = String.valueOf(e.getMessage());
    }
    if (!has(image)) {
      throw new NotFoundException(
          "the image %s is not on this node, and the registry %s does not give it: %s; deploy its commit again with force, or bring the node back that has it"
              .formatted(image, settings.registry(), failure));
    }
    LOG.atInfo().addKeyValue("image", image).log("Pulled an image of another node");
  }

  private String repository() {
    return settings.registry() + REPOSITORY;
  }

  private static String tag(String image) {
    return image.substring(DIGEST.length(), DIGEST.length() + TAG);
  }

  private boolean has(String image) {
    try {
      docker.inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /**
   * @return the digest that the registry has given it now; the engine may know older ones beside it
   */
  private String push(String repository, String tag) {
    var error = new AtomicReference<>("");
    var digest = new AtomicReference<>("");
    try (var answer =
        new ResultCallback.Adapter<PushResponseItem>() {
          @Override
          public void onNext(PushResponseItem item) {
            var told = item.getAux();
            String named = told == null ? null : told.getDigest();
            if (named != null) {
              digest.set(named);
            }
            if (item.isErrorIndicated()) {
              var detail = item.getErrorDetail();
              String said = detail == null ? null : detail.getMessage();
              error.set(said == null ? "it does not say why" : said);
            }
          }
        }) {
      boolean ended =
          streams
              .pushImageCmd(repository)
              .withTag(tag)
              .withAuthConfig(new AuthConfig())
              .exec(answer)
              .awaitCompletion(LONGEST.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        error.set("it took longer than %d minutes".formatted(LONGEST.toMinutes()));
      }
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("Could not close the conversation of a push");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      error.set("the service ends");
    }
    if (error.get().isEmpty() && digest.get().isEmpty()) {
      error.set("it names no digest of what it was given");
    }
    if (!error.get().isEmpty()) {
      throw new DockerException(
          "the registry %s does not take an image: %s; docker service logs of the instance's registry and relay say more"
              .formatted(settings.registry(), error.get()),
          UNKNOWN);
    }
    return digest.get();
  }
}

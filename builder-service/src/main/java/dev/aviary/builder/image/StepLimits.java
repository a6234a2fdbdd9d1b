package dev.aviary.builder.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Event;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the processes of the steps of a build. The engine's call to build takes no such limit, but
 * each step is a container, which is told of when it is made and is limited before it runs. Nothing
 * that a Dockerfile says changes the network by which it is known.
 */
final class StepLimits extends ResultCallback.Adapter<Event> {
  private static final Logger LOG = LoggerFactory.getLogger(StepLimits.class);
  private static final Duration BEGIN = Duration.ofSeconds(10);

  private final DockerClient docker;
  private final String network;
  private final long pids;
  private volatile boolean ended;

  /**
   * @param network the network of the build's steps
   * @param pids processes and threads that a step may have
   */
  StepLimits(DockerClient docker, String network, long pids) {
    this.docker = docker;
    this.network = network;
    this.pids = pids;
  }

  /** Whether the engine tells what it makes. */
  boolean begun() throws InterruptedException {
    return awaitStarted(BEGIN.toMillis(), TimeUnit.MILLISECONDS) && !ended;
  }

  /** Whether the engine has ceased to tell, so that a step might have no limit. */
  boolean ended() {
    return ended;
  }

  @Override
  public void onNext(Event made) {
    String container = made.getId();
    try {
      var form = docker.inspectContainerCmd(container).exec().getHostConfig();
      if (form != null && network.equals(form.getNetworkMode())) {
        docker.updateContainerCmd(container).withPidsLimit(pids).exec();
      }
    } catch (NotFoundException gone) {
      LOG.atDebug().addKeyValue("container", container).log("Nothing to limit");
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("container", container)
          .addKeyValue("reason", e.getMessage())
          .log("Could not limit the processes of a container");
    }
  }

  @Override
  public void onError(Throwable lost) {
    ended = true;
  }

  @Override
  public void onComplete() {
    ended = true;
  }
}

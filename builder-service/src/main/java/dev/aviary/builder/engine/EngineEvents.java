package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells at once when a container of the instance starts or ends. A hint: nothing relies on it. */
@Singleton
public final class EngineEvents {
  private static final Logger LOG = LoggerFactory.getLogger(EngineEvents.class);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final DockerClient docker;
  private final Instance instance;

  EngineEvents(@Named(EngineFactory.STREAMS) DockerClient docker, Instance instance) {
    this.docker = docker;
    this.instance = instance;
  }

  /** Calls the listener at each change, until the thread that this runs on is interrupted. */
  public void follow(Runnable listener) {
    try {
      while (true) {
        followOnce(listener);
        Thread.sleep(AGAIN);
        listener.run();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void followOnce(Runnable listener) throws InterruptedException {
    try (var changes = new Changes(listener)) {
      docker
          .eventsCmd()
          .withEventTypeFilter(EventType.CONTAINER)
          .withEventFilter("start", "die", "destroy")
          .withLabelFilter(Labels.role(instance, Labels.ROLE_APP))
          .exec(changes)
          .awaitCompletion();
    } catch (IOException | RuntimeException e) {
      LOG.atDebug().setCause(e).log("Lost the engine's events");
    }
  }

  private static final class Changes extends ResultCallback.Adapter<Event> {
    private final Runnable listener;

    Changes(Runnable listener) {
      this.listener = listener;
    }

    @Override
    public void onNext(Event event) {
      listener.run();
    }
  }
}

package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import jakarta.inject.Singleton;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells at once when a container of an app starts or ends. A hint: what it misses is found by the
 * next regular look.
 */
@Singleton
public final class EngineEvents {
  private static final Logger LOG = LoggerFactory.getLogger(EngineEvents.class);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final DockerClient docker;
  private final Instance instance;

  EngineEvents(DockerClient docker, Instance instance) {
    this.docker = docker;
    this.instance = instance;
  }

  /**
   * Follows the engine's events until the thread that this runs on is interrupted.
   *
   * @param changed called with the app whose container changed
   * @param begun called whenever the stream of events begins: what happened before may be missed
   */
  public void follow(Consumer<String> changed, Runnable begun) {
    try {
      while (true) {
        followOnce(new Changes(changed, begun));
        Thread.sleep(AGAIN);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void followOnce(Changes stream) throws InterruptedException {
    try (var changes = stream) {
      docker
          .eventsCmd()
          .withEventTypeFilter(EventType.CONTAINER)
          .withEventFilter("start", "die", "destroy")
          .withLabelFilter(Labels.role(instance, Labels.ROLE_APP))
          .exec(changes)
          .awaitCompletion();
    } catch (IOException | RuntimeException e) {
      LOG.atDebug().setCause(e).log("Lost the engine's events");
    } catch (Error e) {
      LOG.atError().setCause(e).log("Failed to follow the engine's events; trying again");
    }
  }

  private static final class Changes extends ResultCallback.Adapter<Event> {
    private final Consumer<String> changed;
    private final Runnable begun;

    Changes(Consumer<String> changed, Runnable begun) {
      this.changed = changed;
      this.begun = begun;
    }

    @Override
    public void onStart(Closeable stream) {
      super.onStart(stream);
      begun.run();
    }

    @Override
    public void onNext(Event event) {
      EventActor container = event.getActor();
      Map<String, String> labels = container == null ? null : container.getAttributes();
      String app = labels == null ? null : labels.get(Labels.APP);
      if (app != null) {
        changed.accept(app);
      }
    }
  }
}

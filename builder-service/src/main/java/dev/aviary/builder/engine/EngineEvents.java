package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells at once when a container of an app starts, ends or is renamed. A hint: what it misses is
 * found by the next regular look.
 */
@Singleton
public final class EngineEvents {
  private static final Logger LOG = LoggerFactory.getLogger(EngineEvents.class);

  private static final Set<String> ROLES =
      Set.of(Labels.ROLE_APP, Labels.ROLE_PROCESS, Labels.ROLE_RELEASE);

  private final DockerClient docker;
  private final Instance instance;
  private volatile @Nullable Changes current;

  EngineEvents(@Named(EngineFactory.STREAMS) DockerClient docker, Instance instance) {
    this.docker = docker;
    this.instance = instance;
  }

  /**
   * Follows the engine's events until their stream ends, or is {@linkplain #close() closed}.
   *
   * @param changed called with the app whose container changed
   * @param begun called whenever the stream of events begins: what happened before may be missed
   */
  public void follow(Consumer<String> changed, Runnable begun) throws InterruptedException {
    try (var changes = new Changes(changed, begun)) {
      current = changes;
      docker
          .eventsCmd()
          .withEventTypeFilter(EventType.CONTAINER)
          .withEventFilter("start", "die", "destroy", "rename")
          .withLabelFilter(Labels.of(instance))
          .exec(changes)
          .awaitCompletion();
    } catch (IOException | RuntimeException e) {
      LOG.atDebug().setCause(e).log("The stream of the engine's events ended");
    }
  }

  /** Ends the stream that is followed. */
  public void close() {
    Changes changes = current;
    if (changes != null) {
      try {
        changes.close();
      } catch (IOException e) {
        LOG.atDebug().setCause(e).log("Could not close the stream of the engine's events");
      }
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
      String role = labels == null ? null : labels.get(Labels.ROLE);
      // Steps of builds carry the labels of their image.
      if (app != null && role != null && ROLES.contains(role)) {
        changed.accept(app);
      }
    }
  }
}

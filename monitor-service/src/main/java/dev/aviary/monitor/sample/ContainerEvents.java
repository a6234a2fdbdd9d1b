package dev.aviary.monitor.sample;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.Event;
import dev.aviary.contract.app.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Tells at once when a container of the instance starts or dies. */
final class ContainerEvents extends ResultCallbackTemplate<ContainerEvents, Event> {
  private final Consumer<String> changed;
  private volatile boolean ended;

  private ContainerEvents(Consumer<String> changed) {
    this.changed = changed;
  }

  /**
   * @param changed gets the id of a container to which something happened
   */
  static ContainerEvents open(DockerClient engine, String instance, Consumer<String> changed) {
    return engine
        .eventsCmd()
        .withEventTypeFilter("container")
        .withEventFilter("start", "die")
        .withLabelFilter(Labels.INSTANCE + "=" + instance)
        .exec(new ContainerEvents(changed));
  }

  boolean ended() {
    return ended;
  }

  @Override
  public void onNext(Event event) {
    if (event.getId() != null) {
      changed.accept(event.getId());
    }
  }

  @Override
  public void onError(Throwable failure) {
    ended = true;
  }

  @Override
  public void onComplete() {
    ended = true;
  }

  void end() {
    ended = true;
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.aviary.monitor.sample;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.Event;
import dev.aviary.contract.app.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Tells at once when a container of the instance starts, dies, or is short of memory. */
final class ContainerEvents extends ResultCallbackTemplate<ContainerEvents, Event> {
  /** The kernel killed a process of the container for memory. */
  static final String OOM = "oom";

  private final Consumer<Event> told;
  private volatile boolean ended;

  private ContainerEvents(Consumer<Event> told) {
    this.told = told;
  }

  /**
   * @param told gets each event that has a container's id
   */
  static ContainerEvents open(DockerClient engine, String instance, Consumer<Event> told) {
    return engine
        .eventsCmd()
        .withEventTypeFilter("container")
        .withEventFilter("start", "die", OOM)
        .withLabelFilter(Labels.INSTANCE + "=" + instance)
        .exec(new ContainerEvents(told));
  }

  boolean ended() {
    return ended;
  }

  @Override
  public void onNext(Event event) {
    if (event.getId() != null) {
      told.accept(event);
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

package dev.aviary.builder.event;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.openapi.Described;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** Shows the timeline of events over HTTP. */
@Controller("/events")
@ExecuteOn(TaskExecutors.BLOCKING)
final class EventController {
  private static final int MOST = 1_000;

  private final EventLog events;

  EventController(EventLog events) {
    this.events = events;
  }

  /**
   * Lists events of the timeline, newest first.
   *
   * @param most how many, 1 to 1000
   * @return the events
   */
  @Described.AdminRead
  @Get
  List<Event> newest(@QueryValue(defaultValue = "100") int most) {
    return events.newest(Check.range(most, 1, MOST, "most"));
  }
}

package dev.aviary.monitor.console.live;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.http.Open;
import dev.aviary.contract.openapi.Described;
import dev.aviary.monitor.console.access.Admits;
import dev.aviary.monitor.console.access.ConsoleUser;
import dev.aviary.monitor.console.access.DescribedSession;
import dev.aviary.monitor.console.access.Role;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;

/** Tells pages what happens, and what was before they were opened. */
@Open
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LiveController {
  private static final int QUARTER = 900;
  private static final int LEAST = 60;
  private static final int DAY = 86_400;

  private final LiveStreams streams;
  private final PastSeries series;

  LiveController(LiveStreams streams, PastSeries series) {
    this.streams = streams;
    this.series = series;
  }

  /**
   * Tells pages what happens, as it happens.
   *
   * @param app of which more is told
   */
  @DescribedSession
  @Described.OpenRead
  @ApiResponse(responseCode = "200", ref = "Live")
  @Admits(Role.VIEWER)
  @Get(value = "/stream", produces = MediaType.ALL)
  HttpResponse<?> stream(HttpRequest<?> request, @Nullable @QueryValue String app) {
    return HttpResponse.ok(streams.open(ConsoleUser.of(request), app))
        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        // A compressor would hold events back; a proxy might buffer them.
        .header(HttpHeaders.CONTENT_ENCODING, "identity")
        .header("X-Accel-Buffering", "no");
  }

  /**
   * Tells what an app was like: by the second up to a quarter of an hour, by the minute beyond.
   *
   * @return columns of figures
   */
  @DescribedSession
  @Described.OpenRead
  @Admits(Role.VIEWER)
  @Get("/series")
  SeriesView series(@QueryValue String app, @QueryValue(defaultValue = "" + QUARTER) int seconds) {
    return series.of(Check.app(app), Check.range(seconds, LEAST, DAY, "seconds"));
  }
}

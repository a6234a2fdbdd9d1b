package dev.aviary.builder.running;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Containers that run, over HTTP. */
@Controller("/apps/{app}/slots/{slot}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RunningController {
  private final ContainerLogs logs;
  private final ContainerShell shell;
  private final Restarts restarts;
  private final InstantSource clock;

  RunningController(
      ContainerLogs logs, ContainerShell shell, Restarts restarts, InstantSource clock) {
    this.logs = logs;
    this.shell = shell;
    this.restarts = restarts;
    this.clock = clock;
  }

  @Get(value = "/logs", produces = MediaType.TEXT_PLAIN)
  Publisher<byte[]> logs(
      String app,
      String slot,
      @QueryValue @Nullable String since,
      @QueryValue @Nullable Integer tail,
      @QueryValue @Nullable String search,
      @QueryValue(defaultValue = "false") boolean follow,
      @QueryValue(defaultValue = "false") boolean dead) {
    return logs.of(app, slot, LogQuery.of(since, tail, search, follow, clock.instant()), dead);
  }

  @Post(value = "/exec", produces = MediaType.TEXT_PLAIN)
  Publisher<byte[]> exec(String app, String slot, @Body ExecRequest request) {
    return shell.run(app, slot, request);
  }

  @Post("/restart")
  HttpResponse<RestartReceipt> restart(String app, String slot) {
    return HttpResponse.<RestartReceipt>accepted().body(restarts.restart(app, slot));
  }
}

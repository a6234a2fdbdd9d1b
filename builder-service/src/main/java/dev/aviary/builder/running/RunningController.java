package dev.aviary.builder.running;

import dev.aviary.builder.lease.OnLeader;
import dev.aviary.contract.openapi.Described;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Containers that run, over HTTP. */
@OnLeader
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

  /**
   * Reads what a container printed.
   *
   * @param since a moment, or how long ago, as 10m
   * @param tail how many lines at most
   * @param search only lines that hold this
   * @param follow goes on with what is printed
   * @param dead that of the container that ran last
   */
  @Described.AdminRead
  @Described.OfOne
  @Described.InSomeStates
  @ApiResponse(responseCode = "200", ref = "Lines")
  @ApiResponse(responseCode = "429", ref = "TooMany")
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

  /** Runs a program in a container; the answer is what it prints, and how it ended. */
  @Described.Change
  @Described.TakesJson
  @Described.OfOne
  @Described.InSomeStates
  @ApiResponse(responseCode = "200", ref = "Lines")
  @ApiResponse(responseCode = "429", ref = "TooMany")
  @Post(value = "/exec", produces = MediaType.TEXT_PLAIN)
  Publisher<byte[]> exec(String app, String slot, @Body ExecRequest request) {
    return shell.run(app, slot, request);
  }

  /** Restarts the containers of a slot, one at a time. */
  @Described.Change
  @Described.OfOne
  @Described.InSomeStates
  @ApiResponse(
      responseCode = "202",
      description = "What is restarted.",
      content = @Content(schema = @Schema(implementation = RestartReceipt.class)))
  @Post("/restart")
  HttpResponse<RestartReceipt> restart(String app, String slot) {
    return HttpResponse.<RestartReceipt>accepted().body(restarts.restart(app, slot));
  }
}

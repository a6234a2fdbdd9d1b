package dev.aviary.monitor.stats;

import dev.aviary.contract.http.Open;
import dev.aviary.monitor.sample.NewestSamples;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;

/** What every container of the instance uses now. */
@Open
@Controller("/stats")
final class StatsController {
  private final NewestSamples board;

  StatsController(NewestSamples board) {
    this.board = board;
  }

  /**
   * Shows what each container uses: JSON, or for {@code Accept: text/plain} a table like the one of
   * {@code docker stats}.
   */
  @ApiResponse(
      responseCode = "200",
      description = "What each container uses.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            array = @ArraySchema(schema = @Schema(implementation = ContainerStats.class))),
        @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class))
      })
  @Get(produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  HttpResponse<?> now(HttpHeaders headers) {
    return wantsTable(headers) ? table() : HttpResponse.ok(list());
  }

  private List<ContainerStats> list() {
    return ContainerStats.of(board.read());
  }

  private HttpResponse<String> table() {
    return HttpResponse.ok(StatsTable.of(board.read())).contentType(MediaType.TEXT_PLAIN_TYPE);
  }

  private static boolean wantsTable(HttpHeaders headers) {
    return headers.accept().stream()
        .findFirst()
        .filter(first -> first.getName().equals(MediaType.TEXT_PLAIN))
        .isPresent();
  }
}

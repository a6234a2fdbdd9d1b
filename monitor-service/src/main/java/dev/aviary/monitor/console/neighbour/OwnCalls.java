package dev.aviary.monitor.console.neighbour;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.monitor.canary.CanaryViews;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.sample.Board;
import dev.aviary.monitor.stats.ContainerStats;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;

/** Answers calls for the monitor itself, as its own API does in JSON. */
@Singleton
final class OwnCalls {
  private static final String ONE_CANARY = "/canaries/";
  private static final int ALERTS = 50;

  private final Board board;
  private final AlertStore alerts;
  private final CanaryViews canaries;

  OwnCalls(Board board, AlertStore alerts, CanaryViews canaries) {
    this.board = board;
    this.alerts = alerts;
    this.canaries = canaries;
  }

  /**
   * @param path of a call that the table permits
   */
  HttpResponse<?> answer(HttpRequest<?> request, String path) {
    return HttpResponse.ok(body(request, path)).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private Object body(HttpRequest<?> request, String path) {
    return switch (path) {
      case "/stats" -> ContainerStats.of(board.read());
      case "/alerts" -> {
        int most = request.getParameters().get("most", Integer.class, ALERTS);
        yield alerts.newest(Check.range(most, 1, AlertStore.KEPT, "most")).stream()
            .map(AlertStore.Recorded::alert)
            .toList();
      }
      case "/canaries" -> canaries.serving();
      default -> {
        String deployment = path.substring(ONE_CANARY.length());
        yield canaries
            .find(deployment)
            .orElseThrow(() ->
                ProblemException.notFound(
                    "the monitor keeps nothing about a canary deployment '%s'"
                        .formatted(deployment)));
      }
    };
  }
}

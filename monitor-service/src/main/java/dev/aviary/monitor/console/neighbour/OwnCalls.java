package dev.aviary.monitor.console.neighbour;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.openapi.ApiDescription;
import dev.aviary.monitor.canary.CanaryViews;
import dev.aviary.monitor.canary.Retrials;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.sample.NewestSamples;
import dev.aviary.monitor.stats.ContainerStats;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers calls for the monitor itself, as its own API does in JSON. */
@Singleton
final class OwnCalls {
  private static final String ONE_CANARY = "/canaries/";
  private static final String JUDGE = "/judge";
  private static final int ALERTS = 50;

  private final NewestSamples board;
  private final AlertStore alerts;
  private final CanaryViews canaries;
  private final Retrials retrials;
  private final ApiDescription description;
  private final JsonMapper json;

  OwnCalls(
      NewestSamples board,
      AlertStore alerts,
      CanaryViews canaries,
      Retrials retrials,
      ApiDescription description,
      JsonMapper json) {
    this.board = board;
    this.alerts = alerts;
    this.canaries = canaries;
    this.retrials = retrials;
    this.description = description;
    this.json = json;
  }

  /**
   * @param path of a call that the table permits
   */
  HttpResponse<?> answer(HttpRequest<?> request, String path, byte @Nullable [] body) {
    return HttpResponse.ok(answered(request, path, body))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private Object answered(HttpRequest<?> request, String path, byte @Nullable [] body) {
    return switch (path) {
      case ConsolePermissions.DESCRIPTION -> description.json();
      case "/stats" -> ContainerStats.of(board.read());
      case "/alerts" -> {
        int most = request.getParameters().get("most", Integer.class, ALERTS);
        yield alerts.newest(Check.range(most, 1, AlertStore.KEPT_ALERTS, "most")).stream()
            .map(AlertStore.Recorded::alert)
            .toList();
      }
      case "/canaries" -> canaries.serving();
      default -> {
        String deployment = path.substring(ONE_CANARY.length());
        yield deployment.endsWith(JUDGE)
            ? retrials.judge(
                deployment.substring(0, deployment.length() - JUDGE.length()), read(body))
            : canaries.find(deployment).orElseThrow(() -> Retrials.unknown(deployment));
      }
    };
  }

  private JsonNode read(byte @Nullable [] body) {
    try {
      JsonNode read = body == null ? null : json.readValue(body, JsonNode.class);
      return read == null ? JsonNode.createObjectNode(Map.of()) : read;
    } catch (IOException e) {
      throw ProblemException.badRequest("the body is no JSON; give {\"tolerance\": {...}}");
    }
  }
}

package dev.aviary.builder.engine;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the engine's API for swarms, as JSON. The models of docker-java 3.7 lack what slots need
 * of a service (capabilities, the limit of processes) and of a task (its addresses), and a service
 * that is read and written back by them would lose it.
 */
@Singleton
final class SwarmCalls {
  private static final String JSON = "application/json";

  private final DockerHttpClient engine;
  private final JsonMapper mapper;

  SwarmCalls(@Named(EngineFactory.REQUESTS) DockerHttpClient engine, JsonMapper mapper) {
    this.engine = engine;
    this.mapper = mapper;
  }

  /**
   * @throws NotFoundException when there is no such thing
   * @throws DockerException when the engine answers 400 or above
   */
  JsonNode get(String path) {
    return call(Request.builder().method(Request.Method.GET).path(path).build());
  }

  /**
   * A list of what matches all filters (Docker Engine API, parameter {@code filters}).
   *
   * @param filters values by the name of the filter; of each one value has to match
   */
  JsonNode list(String path, Map<String, List<String>> filters) {
    String json = new String(written(filters), StandardCharsets.UTF_8);
    return get(path + "?filters=" + URLEncoder.encode(json, StandardCharsets.UTF_8));
  }

  JsonNode post(String path, Object body) {
    return call(
        Request.builder()
            .method(Request.Method.POST)
            .path(path)
            .putHeader("Content-Type", JSON)
            .bodyBytes(written(body))
            .build());
  }

  void delete(String path) {
    call(Request.builder().method(Request.Method.DELETE).path(path).build());
  }

  private JsonNode call(Request request) {
    try (Response answer = engine.execute(request)) {
      byte[] body = answer.getBody().readAllBytes();
      @Nullable JsonNode read = body.length == 0 ? null : mapper.readValue(body, JsonNode.class);
      JsonNode json = read == null ? JsonNode.nullNode() : read;
      if (answer.getStatusCode() >= 400) {
        throw refused(answer.getStatusCode(), json);
      }
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DockerException refused(int status, JsonNode json) {
    JsonNode said = json.isObject() ? json.get("message") : null;
    String message = said == null ? "the engine does not say why" : said.coerceStringValue();
    return switch (status) {
      case 404 -> new NotFoundException(message);
      case 409 -> new ConflictException(message);
      default -> new DockerException(message, status);
    };
  }

  private byte[] written(Object body) {
    try {
      return mapper.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

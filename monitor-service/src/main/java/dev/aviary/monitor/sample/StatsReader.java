package dev.aviary.monitor.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a container's counters once. The engine answers when it next collects them, up to a second
 * later. With {@code one-shot} (from API 1.41 on) that is all; without it, it waits for a second
 * collection.
 */
@Singleton
final class StatsReader {
  private static final int NOT_FOUND = 404;
  private static final int SUCCESS = 200;

  private final DockerHttpClient http;
  private final ObjectMapper json;

  StatsReader(DockerHttpClient http) {
    this.http = http;
    DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    this.json = config.getObjectMapper();
  }

  /**
   * The counters now, or nothing when there is no such container.
   *
   * @throws RuntimeException when the engine is away
   */
  Optional<Counters> read(String container) {
    var request =
        DockerHttpClient.Request.builder()
            .method(DockerHttpClient.Request.Method.GET)
            .path("/containers/" + container + "/stats?stream=false&one-shot=true")
            .build();
    try (var response = http.execute(request)) {
      if (response.getStatusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      try (var body = response.getBody()) {
        if (response.getStatusCode() != SUCCESS) {
          String words = new String(body.readAllBytes(), StandardCharsets.UTF_8);
          throw new DockerException(words, response.getStatusCode());
        }
        return Optional.of(StatsRecord.read(json.readValue(body, Statistics.class)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

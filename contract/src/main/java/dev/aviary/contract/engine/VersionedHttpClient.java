package dev.aviary.contract.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Names a version of the API in every request. A request without one is answered in the engine's
 * newest version, whose answers change with each release of the engine; one with a version that the
 * engine no longer takes is refused (engines 29.0 to 29.2 take none below 1.44). The engine is
 * asked once which versions it takes, and again when it refuses the one that was chosen.
 */
final class VersionedHttpClient implements DockerHttpClient {
  private static final int SUCCESS = 200;
  private static final int BAD_REQUEST = 400;
  private static final String REFUSAL = "client version";

  private final DockerHttpClient client;
  private final ObjectMapper json = new ObjectMapper();
  private volatile @Nullable ApiVersion chosen;

  VersionedHttpClient(DockerHttpClient client) {
    this.client = client;
  }

  @Override
  public Response execute(Request request) {
    ApiVersion known = chosen;
    Response first = client.execute(versioned(request, known == null ? choose() : known));
    if (known == null || first.getStatusCode() != BAD_REQUEST) {
      return first;
    }
    WholeResponse refusal = WholeResponse.of(first);
    if (!refusal.text().contains(REFUSAL)) {
      return refusal;
    }
    // The engine is another one than the one that was asked.
    ApiVersion anew = choose();
    return request.body() == null || request.bodyBytes() != null
        ? client.execute(versioned(request, anew))
        : refusal;
  }

  private ApiVersion choose() {
    var question = Request.builder().method(Request.Method.GET).path("/version").build();
    WholeResponse answer = WholeResponse.of(client.execute(question));
    if (answer.getStatusCode() != SUCCESS) {
      throw new DockerException(answer.text(), answer.getStatusCode());
    }
    try {
      JsonNode version = json.readTree(answer.text());
      ApiVersion newest = ApiVersion.parse(version.path("ApiVersion").asText());
      String oldest = version.path("MinAPIVersion").asText();
      ApiVersion found =
          ApiVersion.between(oldest.isEmpty() ? newest : ApiVersion.parse(oldest), newest);
      chosen = found;
      return found;
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("the Docker engine does not say its version", e);
    }
  }

  private static Request versioned(Request request, ApiVersion version) {
    return Request.builder().from(request).path("/v" + version + request.path()).build();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}

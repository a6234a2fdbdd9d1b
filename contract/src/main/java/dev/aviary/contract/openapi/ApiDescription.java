package dev.aviary.contract.openapi;

import dev.aviary.contract.http.ProblemException;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The description of the service's HTTP API, as the build of its jar wrote it, tidied. */
@Singleton
public final class ApiDescription {
  private static final String FILE = "/META-INF/swagger/openapi.json";

  private final byte @Nullable [] json;

  ApiDescription(JsonMapper mapper) {
    try (InputStream file = ApiDescription.class.getResourceAsStream(FILE)) {
      json =
          file == null
              ? null
              : mapper.writeValueAsBytes(
                  TidyDescription.of(
                      Objects.requireNonNull(mapper.readValue(file, JsonNode.class), FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * OpenAPI 3.0, as UTF-8.
   *
   * @throws ProblemException 404 when the service was built without it
   */
  public byte[] json() {
    if (json == null) {
      throw ProblemException.notFound(
          "this service was built without a description of its API; build it again");
    }
    return json.clone();
  }
}

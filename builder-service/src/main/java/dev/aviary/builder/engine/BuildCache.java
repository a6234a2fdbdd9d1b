package dev.aviary.builder.engine;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * The cache of the engine's BuildKit: what builds have in common, and what those leave behind that
 * did not end. All builds on the engine share it, and its records name no owner: the record that
 * was not used for longest is deleted first.
 */
@Singleton
final class BuildCache {
  private static final long MEGABYTE = 1024L * 1024L;
  private static final int NOT_FOUND = 404;
  private static final int FIRST_FAILURE = 300;

  private final DockerHttpClient engine;
  private final long kept;

  BuildCache(@Named(EngineFactory.REQUESTS) DockerHttpClient engine, BuildCacheSettings cache) {
    this.engine = engine;
    this.kept = cache.megabytes() * MEGABYTE;
  }

  /**
   * Removes what is over the limit.
   *
   * @throws DockerException when the engine will not
   */
  void bound() {
    var prune =
        DockerHttpClient.Request.builder()
            .method(DockerHttpClient.Request.Method.POST)
            .path("/build/prune?keep-storage=" + kept)
            .bodyBytes(new byte[0])
            .build();
    try (var answer = engine.execute(prune)) {
      // An engine that has no BuildKit has no cache of it.
      if (answer.getStatusCode() >= FIRST_FAILURE && answer.getStatusCode() != NOT_FOUND) {
        throw new DockerException("the cache of builds stays as it is", answer.getStatusCode());
      }
    }
  }
}

package dev.aviary.contract.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Makes clients of the Docker engine. They connect when they are used, not before. Each of its
 * callers needs two: without a limit of time a hung engine is waited for without end, and with one
 * a stream on which nothing happens breaks.
 */
public final class EngineClients {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private EngineClients() {}

  /**
   * For calls: one that gets no answer fails.
   *
   * @param host {@code unix://} and a path, or {@code tcp://host:port}
   * @param patience how long the engine may be silent
   * @param connections how many calls may be under way at once
   */
  public static DockerClient forCalls(String host, Duration patience, int connections) {
    return client(host, http -> http.responseTimeout(patience).maxConnections(connections));
  }

  /**
   * For streams, on which silence means nothing.
   *
   * @param connections how many streams may be open at once
   */
  public static DockerClient forStreams(String host, int connections) {
    return client(host, http -> http.maxConnections(connections));
  }

  private static DockerClient client(
      String host, UnaryOperator<ApacheDockerHttpClient.Builder> more) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(host)
            .withDockerTlsVerify(false)
            .build();
    var http =
        new ApacheDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .connectionTimeout(CONNECT);
    return DockerClientImpl.getInstance(config, more.apply(http).build());
  }
}

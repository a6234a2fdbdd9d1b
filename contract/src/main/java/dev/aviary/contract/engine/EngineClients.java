package dev.aviary.contract.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Makes clients of the Docker engine. They connect when they are used, not before. Each of its
 * callers needs two: without a limit of time a hung engine is waited for without end, and with one
 * a stream on which nothing happens breaks. Every request names a version of the API that the
 * engine takes.
 */
public final class EngineClients {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private EngineClients() {}

  /**
   * For calls: one whose answer has not come fails. For none with an answer that goes on.
   *
   * @param host {@code unix://} and a path, or {@code tcp://host:port}
   * @param patience how long the engine may take for an answer
   * @param connections how many calls may be under way at once
   */
  public static DockerClient forCalls(String host, Duration patience, int connections) {
    DockerClientConfig config = config(host);
    return DockerClientImpl.getInstance(config, limited(config, patience, connections));
  }

  /**
   * For streams, on which silence means nothing.
   *
   * @param connections how many streams may be open at once
   */
  public static DockerClient forStreams(String host, int connections) {
    DockerClientConfig config = config(host);
    return DockerClientImpl.getInstance(config, http(config, connections));
  }

  /**
   * For requests that docker-java's API has no words for, within the same limit.
   *
   * @param patience how long the engine may take for an answer
   * @param connections how many requests may be under way at once
   */
  public static DockerHttpClient forRequests(String host, Duration patience, int connections) {
    return limited(config(host), patience, connections);
  }

  /**
   * For requests that docker-java's API has no words for, with an answer that may take as long as
   * it does.
   *
   * @param connections how many requests may be under way at once
   */
  public static DockerHttpClient forStreamedRequests(String host, int connections) {
    return http(config(host), connections);
  }

  /**
   * A connection of its own, for what becomes another protocol than HTTP/1.1 on it.
   *
   * @param host {@code unix://} and a path, or {@code tcp://host:port}
   */
  public static SocketChannel connect(String host) throws IOException {
    URI address = URI.create(host);
    SocketAddress engine =
        "unix".equals(address.getScheme())
            ? UnixDomainSocketAddress.of(address.getPath())
            : new InetSocketAddress(address.getHost(), address.getPort());
    return SocketChannel.open(engine);
  }

  private static DockerClientConfig config(String host) {
    return DefaultDockerClientConfig.createDefaultConfigBuilder()
        .withDockerHost(host)
        .withDockerTlsVerify(false)
        .build();
  }

  private static DockerHttpClient limited(
      DockerClientConfig config, Duration patience, int connections) {
    return new LimitedHttpClient(http(config, connections), patience);
  }

  private static DockerHttpClient http(DockerClientConfig config, int connections) {
    return new VersionedHttpClient(
        new ApacheDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .connectionTimeout(CONNECT)
            .maxConnections(connections)
            .build());
  }
}

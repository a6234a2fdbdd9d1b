package dev.aviary.monitor.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Makes the clients of the Docker engine. They connect when they are used, not before. */
@Factory
public final class EngineFactory {
  /** The name of the client whose answers do not end. */
  public static final String STREAMS = "streams";

  /** Every container that is sampled holds one connection. */
  private static final int CONNECTIONS = 500;

  /** An engine that says nothing to a question for so long is away. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** For questions: one that gets no answer fails. */
  @Singleton
  @Primary
  @Bean(preDestroy = "close")
  DockerClient engine(EngineSettings settings) {
    return client(settings, http -> http.responseTimeout(PATIENCE));
  }

  /** For what docker-java has no words for. */
  @Singleton
  @Bean(preDestroy = "close")
  DockerHttpClient http(EngineSettings settings) {
    return http(config(settings), each -> each.responseTimeout(PATIENCE));
  }

  /** For streams, on which silence means nothing. */
  @Singleton
  @Named(STREAMS)
  @Bean(preDestroy = "close")
  DockerClient streams(EngineSettings settings) {
    return client(settings, http -> http.maxConnections(CONNECTIONS));
  }

  private static DockerClient client(
      EngineSettings settings, UnaryOperator<ApacheDockerHttpClient.Builder> more) {
    var config = config(settings);
    return DockerClientImpl.getInstance(config, http(config, more));
  }

  private static DockerClientConfig config(EngineSettings settings) {
    return DefaultDockerClientConfig.createDefaultConfigBuilder()
        .withDockerHost(settings.host())
        .withDockerTlsVerify(false)
        .build();
  }

  private static DockerHttpClient http(
      DockerClientConfig config, UnaryOperator<ApacheDockerHttpClient.Builder> more) {
    return more.apply(
            new ApacheDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .connectionTimeout(Duration.ofSeconds(5)))
        .build();
  }
}

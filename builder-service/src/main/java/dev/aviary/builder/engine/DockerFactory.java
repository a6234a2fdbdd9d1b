package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes the client of the Docker engine. It connects when it is used, not before. */
@Factory
final class DockerFactory {
  /** Streams (builds, events) hold a connection each, beside the short calls of the loops. */
  private static final int CONNECTIONS = 32;

  private static final Duration CONNECT = Duration.ofSeconds(5);

  @Singleton
  @Bean(preDestroy = "close")
  DockerClient docker(EngineSettings settings) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(settings.host())
            .withDockerTlsVerify(false)
            .build();
    var http =
        new ApacheDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .maxConnections(CONNECTIONS)
            .connectionTimeout(CONNECT)
            .build();
    return DockerClientImpl.getInstance(config, http);
  }
}

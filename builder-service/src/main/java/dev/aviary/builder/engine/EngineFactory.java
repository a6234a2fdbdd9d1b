package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.aviary.contract.engine.EngineClients;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Makes the clients of the Docker engine. */
@Factory
public final class EngineFactory {
  /** The name of the client whose answers may take as long as they do: builds and events. */
  public static final String STREAMS = "streams";

  /** The name of the client for what docker-java's API has no words for. */
  public static final String REQUESTS = "requests";

  private static final int CONNECTIONS = 32;

  /** A registry is asked by one request; each app's loop asks a swarm. */
  private static final int REQUESTS_AT_ONCE = 16;

  @Singleton
  @Primary
  @Bean(preDestroy = "close")
  DockerClient calls(EngineSettings settings) {
    return EngineClients.forCalls(settings.host(), settings.patience(), CONNECTIONS);
  }

  /** For builds by BuildKit, which docker-java's API has no words for. */
  @Singleton
  @Named(STREAMS)
  @Bean(preDestroy = "close")
  DockerHttpClient streamedRequests(EngineSettings settings) {
    return EngineClients.forStreamedRequests(settings.host(), CONNECTIONS);
  }

  @Singleton
  EngineHost host(EngineSettings settings) {
    return new EngineHost(settings.host(), settings.patience());
  }

  @Singleton
  @Named(REQUESTS)
  @Bean(preDestroy = "close")
  DockerHttpClient requests(EngineSettings settings) {
    return EngineClients.forRequests(settings.host(), settings.patience(), REQUESTS_AT_ONCE);
  }

  @Singleton
  @Named(STREAMS)
  @Bean(preDestroy = "close")
  DockerClient streams(EngineSettings settings) {
    return EngineClients.forStreams(settings.host(), CONNECTIONS);
  }
}

package dev.aviary.monitor.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.aviary.contract.engine.EngineClients;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes the clients of the Docker engine. They connect when they are used, not before. */
@Factory
public final class EngineReaderFactory {
  /** The name of the client whose answers do not end. */
  public static final String STREAMS = "streams";

  /** Every container that is sampled holds one connection. */
  private static final int CONNECTIONS = 500;

  private static final int CALLS = 16;

  /** How many readings of containers may be under way at once. */
  public static final int READINGS = 64;

  /** An engine that says nothing to a question for so long is away. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** For questions: one that gets no answer fails. */
  @Singleton
  @Primary
  @Bean(preDestroy = "close")
  DockerClient engine(EngineReaderSettings settings) {
    return EngineClients.forCalls(settings.host(), PATIENCE, CALLS);
  }

  /** For requests that docker-java has no words for. */
  @Singleton
  @Bean(preDestroy = "close")
  DockerHttpClient requests(EngineReaderSettings settings) {
    return EngineClients.forRequests(settings.host(), PATIENCE, READINGS);
  }

  /** For streams, on which silence means nothing. */
  @Singleton
  @Named(STREAMS)
  @Bean(preDestroy = "close")
  DockerClient streams(EngineReaderSettings settings) {
    return EngineClients.forStreams(settings.host(), CONNECTIONS);
  }
}

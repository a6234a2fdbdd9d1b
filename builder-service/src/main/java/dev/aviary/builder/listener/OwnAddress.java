package dev.aviary.builder.listener;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Makes the address of this builder. */
@Factory
final class OwnAddress {
  @Singleton
  BuilderEndpoint address(BuilderPorts ports) {
    return new BuilderEndpoint(ports.ownHost(), ports.adminPort(), ports.triggerPort());
  }
}

package dev.aviary.builder.listener;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Makes the address of this builder. */
@Factory
final class OwnAddress {
  @Singleton
  BuilderAddress address(BuilderPorts ports) {
    return new BuilderAddress(ports.host(), ports.adminPort(), ports.triggerPort());
  }
}

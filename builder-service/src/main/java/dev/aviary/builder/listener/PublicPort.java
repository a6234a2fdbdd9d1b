package dev.aviary.builder.listener;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/** The port to which the balancer leads from outside. */
@Singleton
public final class PublicPort {
  private final BuilderPorts ports;

  PublicPort(BuilderPorts ports) {
    this.ports = ports;
  }

  /** Whether the request came there, and not to the admin port. */
  public boolean took(HttpRequest<?> request) {
    return request.getServerAddress().getPort() == ports.triggerPort();
  }
}

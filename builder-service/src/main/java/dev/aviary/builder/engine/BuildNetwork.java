package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import dev.aviary.contract.app.Instance;
import jakarta.inject.Singleton;

/** The network that steps of builds are on, and nothing else. */
@Singleton
public final class BuildNetwork {
  private final Bridge bridge;

  BuildNetwork(DockerClient docker, Instance instance) {
    this.bridge = new Bridge(docker, instance, "builds");
  }

  /** Its name; it is made if it is not there. */
  public String ensure() {
    bridge.ensure();
    return bridge.name();
  }
}

package dev.aviary.cli.call;

import dev.aviary.cli.instance.InstancePort;

/** The four admin APIs. */
public enum AdminApi {
  BUILDER("builder", InstancePort.BUILDER_ADMIN),
  BALANCER("balancer", InstancePort.BALANCER_ADMIN),
  MONITOR("monitor", InstancePort.MONITOR),
  FLAGS("flag service", InstancePort.FLAG);

  private final String words;
  private final InstancePort port;

  AdminApi(String words, InstancePort port) {
    this.words = words;
    this.port = port;
  }

  /** What people call it. */
  public String words() {
    return words;
  }

  InstancePort port() {
    return port;
  }
}

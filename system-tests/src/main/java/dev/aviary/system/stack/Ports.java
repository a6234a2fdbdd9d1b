package dev.aviary.system.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** The ports of an instance: the ordinary ones, moved. */
public record Ports(int offset) {
  public int redis() {
    return 6379 + offset;
  }

  public int builder() {
    return 42_000 + offset;
  }

  public int builderAdmin() {
    return 42_001 + offset;
  }

  /** Where the balancer leads callers of {@link #builder()}. */
  int builderTrigger() {
    return 42_002 + offset;
  }

  public int open() {
    return 5001 + offset;
  }

  public int balancerAdmin() {
    return 5002 + offset;
  }

  public int monitor() {
    return 5003 + offset;
  }

  public int flag() {
    return 5004 + offset;
  }

  public int prometheus() {
    return 9090 + offset;
  }

  /** The port of an app's first slot. */
  public int slots(int app) {
    return 49_000 + offset + 3 * app;
  }

  /** An offset at which nothing listens. */
  static Ports free() {
    return IntStream.generate(() -> 500 + 100 * ThreadLocalRandom.current().nextInt(60))
        .mapToObj(Ports::new)
        .filter(Ports::unused)
        .findFirst()
        .orElseThrow();
  }

  private boolean unused() {
    return IntStream.of(
            redis(),
            builder(),
            builderAdmin(),
            builderTrigger(),
            open(),
            balancerAdmin(),
            monitor(),
            flag(),
            slots(0))
        .allMatch(Ports::unused);
  }

  private static boolean unused(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}

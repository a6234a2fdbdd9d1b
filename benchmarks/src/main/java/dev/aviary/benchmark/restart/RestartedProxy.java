package dev.aviary.benchmark.restart;

import dev.aviary.benchmark.proxy.Daemon;
import dev.aviary.system.stack.Await;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A proxy that runs, and that is replaced, restarted or killed while visitors ask. */
final class RestartedProxy implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port;
  private final Supplier<Daemon> launch;
  private final @Nullable HostDoor door;
  private Daemon daemon;

  /**
   * @param launch starts it, on the same port each time
   * @param door that keeps its sockets, and ends with it; null: it opens them itself
   */
  RestartedProxy(int port, Supplier<Daemon> launch, @Nullable HostDoor door) {
    this.port = port;
    this.launch = launch;
    this.door = door;
    this.daemon = launch.get();
  }

  int port() {
    return port;
  }

  /** Starts the next one beside it; ends the old one when both accept. */
  void replace() {
    HostDoor sockets = Objects.requireNonNull(door, "there is a door");
    Daemon old = daemon;
    daemon = launch.get();
    sockets.await(2);
    old.close();
  }

  /** Tells it to end as Docker does, waits for that, and starts it again. */
  void restart() {
    daemon.close();
    daemon = launch.get();
  }

  /**
   * Tells its first process to replace the others; returns when a new one runs. The old ones end
   * when their connections have.
   */
  void reload(String signal) {
    List<ProcessHandle> old = daemon.children();
    daemon.signal(signal);
    Await.until("a new process runs", PATIENCE, () -> !old.containsAll(daemon.children()));
  }

  /**
   * Kills it and starts it again.
   *
   * @return when it was dead, on the clock of {@link System#nanoTime()}
   */
  long kill() {
    daemon.kill();
    long dead = System.nanoTime();
    daemon = launch.get();
    return dead;
  }

  @Override
  public void close() {
    daemon.close();
    if (door != null) {
      door.close();
    }
  }
}

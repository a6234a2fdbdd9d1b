package dev.aviary.benchmark.restart;

import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The door's own program, as a process of the host. */
final class HostDoor implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path program;
  private final Path socket;
  private final Process process;

  HostDoor(Path root, Path folder) {
    program = root.resolve("deploy/images/door/door");
    socket = folder.resolve("door-" + System.nanoTime() + ".sock");
    try {
      process =
          new ProcessBuilder(program.toString(), socket.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("door.out").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until("the door is there", PATIENCE, () -> Files.exists(socket));
  }

  String path() {
    return socket.toString();
  }

  /** Returns when so many balancers accept. */
  void await(int balancers) {
    Await.until(
        balancers + " balancers accept",
        PATIENCE,
        () ->
            Shell.run(program.toString(), socket.toString(), "status")
                .startsWith("accepting " + balancers));
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

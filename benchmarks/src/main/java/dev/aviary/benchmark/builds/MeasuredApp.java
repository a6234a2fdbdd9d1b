package dev.aviary.benchmark.builds;

import dev.aviary.system.source.Repository;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** An app whose canary is deployed again and again, each time with one source file changed. */
final class MeasuredApp {
  private static final List<String> BEFORE_THE_IMAGE = List.of("queued", "building");
  private static final Duration LOOK = Duration.ofMillis(10);

  private final App app;
  private final String file;

  private MeasuredApp(App app, String file) {
    this.app = app;
    this.file = file;
  }

  /** Seconds from the call of the trigger. */
  record Times(double built, double live) {}

  /**
   * Registers it.
   *
   * @param dockerfile that its repository has; empty: Aviary recognises what it is
   * @param file that changes
   */
  static MeasuredApp on(
      OwnStack own, String name, Path source, Optional<Path> dockerfile, String file) {
    try {
      Path folder = Files.createTempDirectory("measured");
      Shell.run("cp", "-a", source + "/.", folder.toString());
      if (dockerfile.isPresent()) {
        Files.copy(dockerfile.get(), folder.resolve("Dockerfile"));
      }
      Repository repository =
          Repository.of(own.stack().repositories().resolve(name + ".git"), folder);
      var measured = new MeasuredApp(own.app(name, repository, "\"port\": 5000"), file);
      measured.app.await(measured.app.deploy("master"), "live");
      return measured;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deploys it with another content of the file. */
  Times deploy(String content) {
    app.repository().push("canary", file, content, "Change one file");
    long triggered = System.nanoTime();
    Answer admitted = app.deploy("canary");
    String id = admitted.expectSuccess().text("id");
    while (BEFORE_THE_IMAGE.contains(app.status(id))) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    double built = (System.nanoTime() - triggered) / 1e9;
    app.await(admitted, "live");
    return new Times(built, (System.nanoTime() - triggered) / 1e9);
  }
}

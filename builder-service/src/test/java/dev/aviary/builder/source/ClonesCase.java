package dev.aviary.builder.source;

import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of clones share. */
abstract class ClonesCase {
  static final Branch MASTER = new Branch("master");
  @TempDir Path folder;
  RealRepository repository;
  AppSpec app;
  Clones clones;
  Remote remote;

  @BeforeEach
  void start() {
    repository = RealRepository.in(folder.resolve("app.git"));
    app = Specs.of("app", repository.url(), null);
    var settings = settings();
    var sources = new Sources(settings);
    clones = sources.clones();
    remote = sources.remote();
  }

  @AfterEach
  void stop() {
    repository.close();
  }

  SourceSettings settings() {
    return new SourceSettings(data(), 1, 5, Duration.ofMinutes(1), Duration.ofSeconds(10), null);
  }

  Path data() {
    return folder.resolve("data");
  }

  static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  SourceTree ready(Branch branch, String commit) {
    return Checkouts.ready(clones.checkout(app, branch, commit, () -> true));
  }

  SourceTree ready(String commit) {
    return Checkouts.ready(clones.checkout(app, MASTER, commit, () -> true));
  }

  void assertReady(Branch branch, String commit) {
    Checkouts.ready(clones.checkout(app, branch, commit, () -> true)).close();
  }
}

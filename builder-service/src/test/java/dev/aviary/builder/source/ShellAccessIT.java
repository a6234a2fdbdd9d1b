package dev.aviary.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.secret.Seals;
import dev.aviary.builder.testing.GitShellServer;
import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories on a real server of ssh. */
final class ShellAccessIT {
  private static final Branch MASTER = new Branch("master");

  @TempDir private Path folder;
  private RealRepository repository;
  private GitShellServer server;
  private Sources sources;
  private AppSpec app;
  private String commit;

  @BeforeEach
  void start() {
    repository = RealRepository.in(folder.resolve("git").resolve("x.git"));
    commit = repository.change().file("a", "1").pushTo("master");
    server = GitShellServer.start(folder.resolve("git"), folder.resolve("host-key"), 0);
    sources = sources(null);
    app = Specs.of("app", server.url("x.git"), null);
  }

  @AfterEach
  void stop() {
    server.close();
    repository.close();
  }

  @Test
  void aServerThatDoesNotKnowTheDeployKeyIsToldOfIt() {
    String reason = reason();
    String line = sources.keys().of("app").line();
    assertTrue(line.startsWith("ssh-ed25519 AAAA"), line);
    assertTrue(reason.contains("does not take the deploy key of this app"), reason);
    assertTrue(reason.contains(line), reason);
  }

  @Test
  void aRepositoryIsFetchedWithTheDeployKey() throws Exception {
    server.add(sources.keys().of("app").line());
    assertEquals(new BranchTip.At(commit), sources.remote().tip(app, MASTER));
    var checkout = sources.clones().checkout(app, MASTER, commit, () -> true);
    try (SourceTree tree = Checkouts.ready(checkout)) {
      assertEquals(Optional.of("1"), tree.text("a"));
    }
  }

  @Test
  void aDeployKeyIsKeptSealedInAFileThatNobodyElseReads() throws IOException {
    DeployKey made = sources.keys().of("app");
    assertEquals(made.line(), sources(null).keys().of("app").line());
    Path file = folder.resolve("data").resolve("ssh").resolve("app.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertFalse(Files.readString(file).contains("PRIVATE"), "it is sealed");
    assertFalse(sources.keys().of("other").line().equals(made.line()));
    String reason =
        assertInstanceOf(
                BranchTip.Unreachable.class,
                new Sources(sources.settings(), Seals.of("b")).remote().tip(app, MASTER))
            .reason();
    assertTrue(reason.contains("put the former AVIARY_SECRETS_KEY back"), reason);
    sources.clones().forget("app");
    assertFalse(Files.exists(file));
  }

  @Test
  void aServerWhoseKeyHasChangedIsRefusedWithBothUntilItIsForgotten() throws IOException {
    server.add(sources.keys().of("app").line());
    assertInstanceOf(BranchTip.At.class, sources.remote().tip(app, MASTER));
    List<String> known = sources.known().lines("app");
    assertEquals(1, known.size(), known.toString());
    assertTrue(known.getFirst().startsWith("[127.0.0.1]:" + server.port() + " "), known.toString());

    int port = server.port();
    server.close();
    server = GitShellServer.start(folder.resolve("git"), folder.resolve("another"), port);
    server.add(sources.keys().of("app").line());
    String reason = reason();
    assertEquals(2, reason.split("SHA256:", -1).length - 1, reason);
    assertTrue(reason.contains("DELETE /apps/app/known-hosts"), reason);
    assertEquals(known, sources.known().lines("app"));

    sources.known().forget("app");
    assertInstanceOf(BranchTip.At.class, sources.remote().tip(app, MASTER));
  }

  @Test
  void withAFileOfKnownHostsNoOtherServerIsTrusted() throws IOException {
    server.add(sources.keys().of("app").line());
    assertInstanceOf(BranchTip.At.class, sources.remote().tip(app, MASTER));
    Path file = folder.resolve("known_hosts");
    Files.writeString(
        file,
        "other.example ssh-ed25519 " + sources.keys().of("other").line().split(" ", -1)[1] + "\n");
    Sources pinned = sources(file);
    String reason =
        assertInstanceOf(BranchTip.Unreachable.class, pinned.remote().tip(app, MASTER)).reason();
    assertTrue(reason.contains("AVIARY_KNOWN_HOSTS) does not name it"), reason);

    Files.write(file, sources.known().lines("app"));
    assertInstanceOf(BranchTip.At.class, sources(file).remote().tip(app, MASTER));
  }

  @Test
  void aRepositoryThatIsNotThereIsSaidToBeMissing() {
    server.add(sources.keys().of("app").line());
    app = Specs.of("app", server.url("y.git"), null);
    String reason = reason();
    assertTrue(reason.contains("has no repository at this address"), reason);
  }

  private String reason() {
    return assertInstanceOf(BranchTip.Unreachable.class, sources.remote().tip(app, MASTER))
        .reason();
  }

  private Sources sources(@Nullable Path knownHosts) {
    return new Sources(
        new SourceSettings(
            folder.resolve("data"),
            1,
            10,
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            knownHosts));
  }
}

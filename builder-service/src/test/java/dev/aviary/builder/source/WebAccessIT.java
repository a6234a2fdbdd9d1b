package dev.aviary.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.GitWebServer;
import dev.aviary.builder.testing.OwnAuthority;
import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories on a real server of HTTP. */
final class WebAccessIT {
  private static final Branch MASTER = new Branch("master");

  @TempDir private Path folder;
  private RealRepository repository;
  private Sources sources;
  private String commit;

  @BeforeEach
  void start() {
    repository = RealRepository.in(folder.resolve("git").resolve("x.git"));
    commit = repository.change().file("a", "1").pushTo("master");
    sources =
        new Sources(
            new SourceSettings(
                folder.resolve("data"), 1, 5, Duration.ofMinutes(1), Duration.ofSeconds(10), null));
  }

  @AfterEach
  void stop() {
    repository.close();
  }

  @ParameterizedTest
  @CsvSource({
    "me:plain1, me:plain1",
    "me:p%q, me:p%25q",
    "me:p%41, me:p%2541",
    "me@corp.example:a+b, me%40corp.example:a+b",
    "me:p@ss, me:p@ss",
    "tok123:, tok123",
    ":tok123, :tok123"
  })
  void credentialsOfEveryFormOpenIt(String asked, String written) throws Exception {
    try (var server = GitWebServer.start(folder.resolve("git"), asked)) {
      AppSpec app = app("http://%s@%s/x.git".formatted(written, server.authority()));
      assertEquals(new BranchTip.At(commit), sources.remote().tip(app, MASTER));
      var checkout = sources.clones().checkout(app, MASTER, commit, () -> true);
      try (SourceTree tree = Checkouts.ready(checkout)) {
        assertEquals(Optional.of("1"), tree.text("a"));
      }
    }
  }

  @Test
  void wrongCredentialsAreSentOnceAndSaidToBeWrong() {
    try (var server = GitWebServer.start(folder.resolve("git"), "me:right")) {
      String reason = reason("http://me:wrong1@%s/x.git".formatted(server.authority()));
      assertTrue(reason.contains("does not take the credentials of the address (401)"), reason);
      assertFalse(reason.contains("wrong1"), reason);
      assertEquals(1, server.requests().stream().filter(each -> each.contains("wrong1")).count());
    }
  }

  @Test
  void aPrivateRepositoryAsksForCredentials() {
    try (var server = GitWebServer.start(folder.resolve("git"), "me:right")) {
      String reason = reason("http://%s/x.git".formatted(server.authority()));
      assertTrue(reason.contains("asks for credentials"), reason);
      assertTrue(reason.contains("https://token@"), reason);
    }
  }

  @Test
  void eachReasonSaysWhatMendsIt() {
    try (var server = GitWebServer.start(folder.resolve("git"), null)) {
      String missing = reason("http://%s/y.git".formatted(server.authority()));
      assertTrue(missing.contains("has no repository at this address"), missing);
    }
    String refused = reason("http://127.0.0.1:1/x.git");
    assertTrue(refused.contains("127.0.0.1:1 refuses connections"), refused);
    String unknown = reason("https://no-such-host.invalid/x.git");
    assertTrue(unknown.contains("no-such-host.invalid does not resolve"), unknown);
    String file = reason("file://" + folder.resolve("nothing.git"));
    assertTrue(file.contains("there is no repository at"), file);
    String form = reason("github.com/you/shop");
    assertTrue(form.contains("https://host/path"), form);
  }

  @Test
  void credentialsStayAtTheHostOfTheAddressWhereverItLeads() {
    try (var server = GitWebServer.start(folder.resolve("git"), "me:right");
        var other = GitWebServer.start(folder.resolve("git"), "me:right")) {
      other.moveTo("http://" + server.authority().replace("127.0.0.1", "localhost"));
      String reason = reason("http://me:right@%s/x.git".formatted(other.authority()));
      assertTrue(reason.contains("401"), reason);
      assertFalse(server.requests().isEmpty());
      assertTrue(
          server.requests().stream().noneMatch(each -> each.contains("right")),
          server.requests().toString());
    }
  }

  @Test
  void aServerWithItsOwnAuthorityIsTrustedOnceThatIsGiven() {
    OwnAuthority own = OwnAuthority.in(folder);
    try (var server = GitWebServer.start(folder.resolve("git"), "me:right", own.server())) {
      String address = "https://me:right@%s/x.git".formatted(server.authority());
      String reason = reason(address);
      assertTrue(reason.contains("as repositoryCa"), reason);
      AppSpec app = app(address).withRepositoryCa(own.pem());
      assertEquals(new BranchTip.At(commit), sources.remote().tip(app, MASTER));
      Checkouts.ready(sources.clones().checkout(app, MASTER, commit, () -> true)).close();
    }
  }

  private String reason(String address) {
    return assertInstanceOf(
            BranchTip.Unreachable.class, sources.remote().tip(app(address), MASTER), address)
        .reason();
  }

  private static AppSpec app(String address) {
    return Specs.of("app", address, null);
  }
}

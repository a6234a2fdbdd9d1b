package dev.aviary.builder.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.GitShellServer;
import dev.aviary.builder.testing.GitWebServer;
import dev.aviary.builder.testing.OwnAuthority;
import dev.aviary.builder.testing.RealEngine;
import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.testing.RealRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The repository of an app is looked at before its settings count. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RepositoryCheckIT {
  private final RealEngine engine = RealEngine.connect();
  private RealRedis redis;
  private RunningBuilder builder;
  private Path folder;
  private String app;

  @BeforeAll
  void start(@TempDir Path given) {
    folder = given;
    redis = RealRedis.start();
    builder =
        RunningBuilder.start(
            engine.instance(),
            redis,
            folder.resolve("data"),
            Map.of("aviary.source.check-deadline", "3s"));
  }

  @AfterAll
  void stop() {
    builder.close();
    redis.close();
    engine.close();
  }

  @BeforeEach
  void anotherName() {
    app = "app-" + UUID.randomUUID().toString().substring(0, 8);
  }

  @Test
  void theDefaultBranchOfTheRepositoryIsTheStableOneAndTheAnswerSaysSo() {
    try (var repository = repository().standard("main")) {
      repository.change().file("a", "1").pushTo("main");
      repository.change().file("a", "2").pushTo("feature");
      var answer = put(repository.url(), "");
      assertEquals("main", read(answer).stableBranch());
      assertTrue(answer.body().contains("stableBranch is main, the default branch"), answer.body());
      assertEquals("main", stored().stableBranch());
      assertEquals(
          "feature", read(put(repository.url(), ",\"stableBranch\":\"feature\"")).stableBranch());
    }
  }

  @Test
  void aStableBranchThatIsNotThereYetIsTakenAndSaid() {
    try (var repository = repository()) {
      repository.change().file("a", "1").pushTo("master");
      var answer = put(repository.url(), ",\"stableBranch\":\"release\"");
      assertEquals("release", read(answer).stableBranch());
      assertTrue(answer.body().contains("has no branch release yet"), answer.body());
      assertTrue(answer.body().contains("it has master"), answer.body());
    }
  }

  @Test
  void aRepositoryWithoutABranchIsTakenAndSaid() {
    try (var repository = repository()) {
      var answer = put(repository.url(), "");
      assertEquals("master", read(answer).stableBranch());
      assertTrue(answer.body().contains("it has no branch at all"), answer.body());
    }
  }

  @Test
  void anAddressThatDoesNotAnswerIsRefusedUnlessNobodyIsToAsk() {
    var refused = put("http://127.0.0.1:1/x.git", "");
    assertEquals(422, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("127.0.0.1:1 refuses connections"), refused.body());
    assertTrue(refused.body().contains("?check=false"), refused.body());
    assertTrue(builder.bean(SpecStore.class).find(app).isEmpty());
    assertEquals(
        "master", read(put("?check=false", "http://127.0.0.1:1/x.git", "")).stableBranch());
  }

  @Test
  void aServerThatTakesConnectionsAndSaysNothingIsNotWaitedForLong() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var refused = put("http://127.0.0.1:%d/x.git".formatted(silent.getLocalPort()), "");
      assertEquals(422, refused.statusCode(), refused.body());
      assertTrue(refused.body().contains("does not answer within 3 s"), refused.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?check=false"})
  void anAddressOfNoFormThatIsTakenIsRefusedWithTheForms(String query) {
    var refused = put(query, "github.com/you/shop", "");
    assertEquals(400, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("git@host:path"), refused.body());
  }

  @Test
  void otherSettingsCanBeChangedWhileTheRepositoryIsAway() {
    String address;
    try (var server = GitWebServer.start(folder, "me:geheim")) {
      try (var repository = repository().standard("main")) {
        repository.change().file("a", "1").pushTo("main");
        address =
            "http://me:geheim@%s/%s"
                .formatted(server.authority(), repository.folder().getFileName());
        assertEquals("main", read(put(address, "")).stableBranch());
      }
    }
    var answer = put(address, ",\"port\":8000");
    assertEquals("main", read(answer).stableBranch());
    assertEquals(8000, stored().run().port());
    assertEquals(address, stored().repository());
    assertTrue(answer.body().contains("though the repository cannot be read now"), answer.body());
    assertFalse(answer.body().contains("geheim"), answer.body());
    assertEquals(422, put(address + "2", ",\"port\":8000").statusCode());
  }

  @Test
  void whatWasReadMayBePutBackAndIsCheckedWithItsCredentials() {
    try (var server = GitWebServer.start(folder, "me:p%q");
        var repository = repository()) {
      repository.change().file("a", "1").pushTo("master");
      String end = "@%s/%s".formatted(server.authority(), repository.folder().getFileName());
      read(put("http://me:p%25q" + end, ""));
      read(put("http://***" + end, ",\"port\":8000"));
      assertEquals("http://me:p%25q" + end, stored().repository());
    }
  }

  @Test
  void aRepositoryOverSshIsTakenOnceItKnowsTheDeployKey() {
    try (var repository = repository();
        var server = GitShellServer.start(folder, folder.resolve(app + "-host"), 0)) {
      repository.change().file("a", "1").pushTo("master");
      String address = server.url(repository.folder().getFileName().toString());
      var refused = put(address, "");
      assertEquals(422, refused.statusCode(), refused.body());
      String key =
          refused.body().replaceFirst("(?s).*(ssh-ed25519 [^ ]+ aviary-[a-z0-9-]+).*", "$1");
      server.add(key);
      assertEquals(address, read(put(address, "")).repository());

      var shown = builder.get("/apps/" + app + "/deploy-key");
      assertEquals(200, shown.statusCode());
      assertTrue(shown.body().contains("\"publicKey\":\"" + key + "\""), shown.body());
      assertTrue(shown.body().contains("SHA256:"), shown.body());
      assertTrue(shown.body().contains("[127.0.0.1]:" + server.port()), shown.body());
      assertFalse(shown.body().contains("PRIVATE"), shown.body());
      var forgotten = builder.send(builder.admin("/apps/" + app + "/known-hosts").DELETE());
      assertEquals(204, forgotten.statusCode(), forgotten.body());
      assertFalse(builder.get("/apps/" + app + "/deploy-key").body().contains("[127.0.0.1]"));
    }
    String before = builder.get("/apps/" + app + "/deploy-key").body();
    assertEquals(
        204, builder.send(builder.admin("/apps/" + app + "/deploy-key").DELETE()).statusCode());
    assertNotEquals(before, builder.get("/apps/" + app + "/deploy-key").body());
    assertEquals(404, builder.get("/apps/" + app + "-2/deploy-key").statusCode());
    assertEquals(404, builder.send(builder.open("/apps/" + app + "/deploy-key")).statusCode());
  }

  @Test
  void aServerWithItsOwnAuthorityIsTakenWithThatAuthority() {
    OwnAuthority own = OwnAuthority.in(folder);
    try (var server = GitWebServer.start(folder, null, own.server());
        var repository = repository()) {
      repository.change().file("a", "1").pushTo("master");
      String address =
          "https://%s/%s".formatted(server.authority(), repository.folder().getFileName());
      var refused = put(address, "");
      assertEquals(422, refused.statusCode(), refused.body());
      assertTrue(refused.body().contains("as repositoryCa"), refused.body());
      String pem = ",\"repositoryCa\":\"" + own.pem().replace("\r", "").replace("\n", "\\n") + "\"";
      assertEquals(own.pem().replace("\r", ""), read(put(address, pem)).repositoryCa());
    }
    var bad = put("file:///x.git", ",\"repositoryCa\":\"/etc/ssl/ca.pem\"");
    assertEquals(400, bad.statusCode(), bad.body());
    assertTrue(bad.body().contains("repositoryCa"), bad.body());
  }

  private RealRepository repository() {
    return RealRepository.in(folder.resolve(app + ".git"));
  }

  private AppSpec stored() {
    return builder.bean(SpecStore.class).find(app).orElseThrow();
  }

  private HttpResponse<String> put(String repository, String more) {
    return put("", repository, more);
  }

  private HttpResponse<String> put(String query, String repository, String more) {
    String json =
        "{\"repository\":\"%s\",\"hosts\":[\"%s.test\"]%s}".formatted(repository, app, more);
    return builder.send(builder.admin("/apps/" + app + query).PUT(BodyPublishers.ofString(json)));
  }

  private static AppSpec read(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    return Wire.standalone().read(answer.body(), AppSpec.class);
  }
}
